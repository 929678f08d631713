import { expect, test } from 'vitest'
import type { HttpRequest } from '../../../app/ports.ts'
import type { SourceFile } from '../../../app/source/source-file.ts'
import { createBandwidthLimit } from '../../../app/upload/bandwidth-limit.ts'
import { createPartSender } from '../../../app/upload/part-sender.ts'
import { createManualClock } from '../../support/manual-clock.ts'

const MiB = 1024 ** 2
const PART = { number: 2, start: 8 * MiB, end: 16 * MiB + 5, checksum: 'c', etag: null }

/** A file whose bytes nobody looks at; remembers which were read. */
function createSource() {
  const reads: { readonly start: number; readonly bytes: number }[] = []
  const read = (target: Uint8Array, start: number): Promise<number> => {
    reads.push({ start, bytes: target.length })
    return Promise.resolve(target.length)
  }
  return { source: { read } as unknown as SourceFile, reads }
}

/** A server that takes whatever comes as soon as it comes. */
async function takeAll({ body, signal }: HttpRequest) {
  if (body === undefined || typeof body === 'string') throw new Error('A part has bytes')
  const buffer = new Uint8Array(MiB)
  for (let position = 0; position < body.sizeBytes;) {
    signal.throwIfAborted()
    position += await body.read(buffer, position)
  }
  return { status: 200, headers: { etag: '"e"' }, body: '' }
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

test('a part is read no sooner than the bandwidth limit lets its bytes go, each byte once and in order', async () => {
  const clock = createManualClock()
  const bandwidth = createBandwidthLimit(clock)
  bandwidth.set(MiB)
  const sender = createPartSender({
    http: { send: takeAll, dropConnections: () => 0 },
    clock,
    bandwidth,
    onSent: () => undefined,
  })
  const { source, reads } = createSource()
  const begunAt = clock.monotonic()
  const ends: number[] = []

  void sender
    .send({
      ...{ part: PART, presignedUrl: { number: 2, url: 'https://s3.test/', headers: {} }, source },
      ...{ signal: new AbortController().signal, onSent: () => undefined, onDate: () => undefined },
    })
    .then(() => ends.push(clock.monotonic()))
  while (ends.length === 0) {
    await settle()
    clock.advance(10)
  }

  expect(((ends[0] ?? 0) - begunAt) / 1000).toBeCloseTo(8, 0)
  let position = PART.start
  for (const { start, bytes } of reads) {
    expect(start).toBe(position)
    position += bytes
  }
  expect(position).toBe(PART.end)
})

test('a silent part is given up after 45 s, but not while others move', async () => {
  const clock = createManualClock()
  const bandwidth = createBandwidthLimit(clock)
  const { source } = createSource()
  const never = (): Promise<never> => new Promise(() => undefined)
  const silent = async ({ signal }: HttpRequest): Promise<never> => {
    await Promise.race([never(), new Promise((_resolve, reject) => signal.addEventListener('abort', reject))])
    throw signal.reason as Error
  }
  let move = (): void => undefined
  const http = {
    dropConnections: () => 0,
    send: (request: HttpRequest) => {
      if (request.url.endsWith('moving')) move = () => request.onSent?.(1)
      return silent(request)
    },
  }
  const sender = createPartSender({
    ...{ http, clock, bandwidth },
    onSent: () => undefined,
  })
  const ends: [string, number][] = []
  for (const name of ['silent', 'moving']) {
    sender
      .send({
        ...{ part: PART, presignedUrl: { number: 2, url: `https://s3.test/${name}`, headers: {} }, source },
        ...{ signal: new AbortController().signal, onSent: () => undefined, onDate: () => undefined },
      })
      .catch(() => ends.push([name, clock.monotonic() / 1000]))
  }

  for (let second = 1; second <= 400; second += 1) {
    clock.advance(1000)
    // It moves for a minute and a half, and then no more.
    if (second <= 90) move()
    await settle()
  }

  expect(ends).toEqual([
    ['silent', 135],
    ['moving', 135],
  ])
})
