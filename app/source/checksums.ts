import type { Part } from '../upload/part-plan.ts'
import { diskError, endedEarly } from './disk-problem.ts'
import type { HashControl, HashOutcome } from './hash-job.ts'
import type { HashThread } from './hash-thread.ts'
import { createHashThreads } from './hash-threads.ts'
import { createReadBuffer } from './read-buffer.ts'
import type { Checksums, HashingOptions } from './source-file.ts'

// As many and as large as keeps both threads busy while one of them waits for the disk: 8 MiB in all.
const SLOTS = 8
const SLOT_BYTES = 1024 ** 2

/** A file to hash: its descriptor, open until the hashing has ended, and the path to name in errors. */
export interface OpenFile {
  readonly fd: number
  readonly path: string
}

/** Hashes files on worker threads. */
export interface Hasher {
  /** What `SourceFile.checksums` promises. Once it has settled, the descriptor is no longer in use. */
  hash(file: OpenFile, parts: readonly Part[], options: HashingOptions): Promise<Checksums>
  /** Ends the threads; what is being hashed or waits for it fails. */
  close(): Promise<void>
}

/**
 * Hashes one file at a time over two threads, in the order asked for: one reads it and hashes the parts, the other
 * hashes what the first has read as a whole. A file of one part needs one thread only, so two of them go at once.
 */
export function createHasher(workerUrl: URL): Hasher {
  const threads = createHashThreads(workerUrl)
  // Kept for the next file: only one at a time has two threads, so the slots are never in use twice.
  let slots: readonly Uint8Array[] = []
  return {
    async hash(file, parts, options) {
      const lent = await threads.take(parts.length === 1 ? 1 : 2, options.signal)
      if (lent.length === 2 && slots.length === 0) slots = Array.from({ length: SLOTS }, createSlot)
      try {
        return await hashOn(lent, slots, file, parts, options)
      } finally {
        threads.giveBack(lent)
      }
    },
    close: () => threads.close(),
  }
}

async function hashOn(
  [reader, listener]: readonly HashThread[],
  slots: readonly Uint8Array[],
  { fd, path }: OpenFile,
  parts: readonly Part[],
  { signal, onHashed }: HashingOptions,
): Promise<Checksums> {
  const control: HashControl = { stopped: sharedWords(1), changes: sharedWords(1) }
  const stop = (): void => stopHashing(control)
  const jobs: Promise<HashOutcome>[] = []
  if (reader !== undefined && listener !== undefined) {
    const ring = { slots, lengths: sharedWords(SLOTS), filled: sharedWords(1), taken: sharedWords(1) }
    jobs.push(reader.run({ kind: 'parts', fd, parts, control, ring }, onHashed))
    jobs.push(listener.run({ kind: 'whole', control, ring }, onHashed))
  } else if (reader !== undefined) {
    jobs.push(reader.run({ kind: 'parts', fd, parts, control, ring: null }, onHashed))
  }

  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  const ended = await Promise.allSettled(jobs.map((job) => stopUnlessDone(job, stop)))
  signal.removeEventListener('abort', stop)

  signal.throwIfAborted()
  const [partChecksums, whole = partChecksums] = checksumsFrom(ended, path)
  const fileChecksum = whole?.[0]
  if (partChecksums === undefined || fileChecksum === undefined) throw new Error('No checksum came back')
  return { fileChecksum, partChecksums }
}

/** When one thread cannot go on, the other would wait for it for ever. */
async function stopUnlessDone(job: Promise<HashOutcome>, stop: () => void): Promise<HashOutcome> {
  try {
    const outcome = await job
    if (outcome.kind !== 'checksums') stop()
    return outcome
  } catch (error) {
    stop()
    throw error
  }
}

/** The checksums of every job, or the reason why there are none: of two, the one that is not only a consequence. */
function checksumsFrom(ended: PromiseSettledResult<HashOutcome>[], path: string): (readonly string[])[] {
  const outcomes = ended.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
  return outcomes
    .toSorted((a, b) => Number(a.kind === 'stopped') - Number(b.kind === 'stopped'))
    .map((outcome) => {
      switch (outcome.kind) {
        case 'checksums':
          return outcome.checksums
        case 'ended-early':
          throw endedEarly(path)
        case 'unreadable':
          throw diskError(Object.assign(new Error(outcome.message), { code: outcome.code }), path)
        case 'stopped':
          throw new Error('The hashing was stopped by nobody')
      }
    })
}

function stopHashing(control: HashControl): void {
  Atomics.store(control.stopped, 0, 1)
  Atomics.add(control.changes, 0, 1)
  Atomics.notify(control.changes, 0)
}

const createSlot = (): Uint8Array => createReadBuffer(SLOT_BYTES, 'shared')

const sharedWords = (count: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT))
