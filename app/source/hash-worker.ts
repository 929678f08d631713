import { createHash } from 'node:crypto'
import { readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import type { HashControl, HashJob, HashOutcome, HashReport, HashRing } from './hash-job.ts'

// Imports Node's own modules only: Node runs this file as it is, and the build makes one file of it.

const CHUNK_BYTES = 1024 ** 2
const REPORT_EVERY_MS = 50

type PartsJob = Extract<HashJob, { kind: 'parts' }>

const port = parentPort
if (port === null) throw new Error('The hash worker runs in a worker thread only')
const report = (message: HashReport): void => port.postMessage(message)

/** Where a job without a ring reads to; it begins where it does for the reason in `read-buffer.ts`. */
const ownBuffer = new Uint8Array(new ArrayBuffer(CHUNK_BYTES + 64), 64)

port.on('message', (job: HashJob) =>
  report(job.kind === 'parts' ? hashParts(job) : hashWhole(job.ring, job.control)),
)

function hashParts(job: PartsJob): HashOutcome {
  const { fd, control, ring } = job
  const tell = createTeller()
  const checksums: string[] = []
  let chunkCount = 0
  for (const { start, end } of job.parts) {
    const hash = createHash('sha256')
    for (let position = start; position < end; chunkCount += 1) {
      const slot = ring === null ? ownBuffer : freeSlot(ring, control, chunkCount)
      if (slot === null || isStopped(control)) return { kind: 'stopped' }
      const length = read(fd, slot.subarray(0, end - position), position)
      if (typeof length !== 'number') return length
      if (length === 0) return { kind: 'ended-early' }
      if (ring !== null) fill(ring, control, chunkCount, length)
      hash.update(slot.subarray(0, length))
      position += length
      tell(length)
    }
    checksums.push(hash.digest('base64'))
  }
  if (ring !== null && freeSlot(ring, control, chunkCount) !== null) fill(ring, control, chunkCount, 0)
  tell(0, 'now')
  return { kind: 'checksums', checksums }
}

function hashWhole(ring: HashRing, control: HashControl): HashOutcome {
  const hash = createHash('sha256')
  for (let chunkCount = 0; ; chunkCount += 1) {
    waitUntil(control, () => Atomics.load(ring.filled, 0) > chunkCount)
    if (isStopped(control)) return { kind: 'stopped' }
    const index = chunkCount % ring.slots.length
    const length = Atomics.load(ring.lengths, index)
    if (length === 0) return { kind: 'checksums', checksums: [hash.digest('base64')] }
    hash.update(slotAt(ring, index).subarray(0, length))
    Atomics.add(ring.taken, 0, 1)
    wake(control)
  }
}

function read(fd: number, target: Uint8Array, position: number): number | HashOutcome {
  try {
    return readSync(fd, target, 0, target.length, position)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return { kind: 'unreadable', code: String(error.code), message: error.message }
  }
}

/** The slot for that chunk once it is free; null when the hashing is to end first. */
function freeSlot(ring: HashRing, control: HashControl, chunkCount: number): Uint8Array | null {
  waitUntil(control, () => chunkCount - Atomics.load(ring.taken, 0) < ring.slots.length)
  return isStopped(control) ? null : slotAt(ring, chunkCount % ring.slots.length)
}

function fill(ring: HashRing, control: HashControl, chunkCount: number, length: number): void {
  Atomics.store(ring.lengths, chunkCount % ring.slots.length, length)
  Atomics.add(ring.filled, 0, 1)
  wake(control)
}

function slotAt(ring: HashRing, index: number): Uint8Array {
  const slot = ring.slots[index]
  if (slot === undefined) throw new RangeError(`The ring has no slot ${index}`)
  return slot
}

const isStopped = (control: HashControl): boolean => Atomics.load(control.stopped, 0) !== 0

function wake(control: HashControl): void {
  Atomics.add(control.changes, 0, 1)
  Atomics.notify(control.changes, 0)
}

/** Waits for the condition, or for the end of the hashing. */
function waitUntil(control: HashControl, condition: () => boolean): void {
  for (;;) {
    // Read before the conditions: a change after this makes the wait return at once.
    const seen = Atomics.load(control.changes, 0)
    if (isStopped(control) || condition()) return
    Atomics.wait(control.changes, 0, seen)
  }
}

/** Tells of hashed bytes, gathered so that the other thread is not flooded. */
function createTeller(): (bytes: number, when?: 'now') => void {
  let untold = 0
  let toldAt = performance.now()
  return (bytes, when) => {
    untold += bytes
    if (untold === 0 || (when !== 'now' && performance.now() - toldAt < REPORT_EVERY_MS)) return
    report({ kind: 'hashed', bytes: untold })
    untold = 0
    toldAt = performance.now()
  }
}
