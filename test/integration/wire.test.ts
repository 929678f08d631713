import { expect, test } from 'vitest'
import type { LocalPolar } from '../local-polar/local-polar.ts'
import type { RequestEvent } from '../local-polar/request-events.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import {
  addOne,
  checksumOf,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  untilProgress,
  untilRequest,
  type TestBench,
} from '../support/test-app.ts'

const MiB = 1024 ** 2

/** A bench whose parts travel over a wire, and the ports of the connections they are on. */
interface WiredBench extends TestBench {
  readonly wire: TcpProxy
  /** The port the latest request with this part came from. */
  portOf(partNumber: number): number
}

async function prepareWiredBench(): Promise<WiredBench> {
  const bench = await prepareBench()
  const { polar } = bench
  const wire = await startTcpProxy(Number(new URL(polar.url).port))
  polar.setPublicUrl(`http://127.0.0.1:${wire.port}`)
  const ports = new Map<number | null, number>()
  polar.onRequest(({ kind, operation, partNumber, clientPort }: RequestEvent) => {
    if (kind === 'started' && operation === 'part') ports.set(partNumber, clientPort)
  })
  return {
    ...{ ...bench, wire },
    portOf: (partNumber) => ports.get(partNumber) ?? 0,
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]()
      await wire[Symbol.asyncDispose]()
    },
  }
}

/** Waits until so many bytes of a part have arrived. */
const untilArrived = (polar: LocalPolar, partNumber: number, bytes: number): Promise<void> =>
  new Promise((resolve) => {
    const stop = polar.onRequest((event) => {
      if (event.kind !== 'body' || event.partNumber !== partNumber || event.bodyBytes < bytes) return
      stop()
      resolve()
    })
  })

test('a part that broke moves no longer: when the last other one breaks too, the upload waits', async () => {
  await using bench = await prepareWiredBench()
  const { polar, clock, wire } = bench
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 32 * MiB)
  for (const partNumber of [1, 2])
    polar.addFault({ operation: 'part', partNumber, kind: 'stall', when: 'amid', afterBytes: MiB })
  const backoffs = (least: number): Promise<void> =>
    clock.until((timers) => timers.filter(({ delayMs }) => delayMs === 900).length >= least)

  const bothMove = Promise.all([1, 2].map((partNumber) => untilArrived(polar, partNumber, MiB)))
  const id = await addOne(app, path)
  await bothMove
  wire.strike(bench.portOf(1), { kind: 'reset' })
  await backoffs(1)
  const whileTheOtherMoves = (await app.view(id)).state.kind
  wire.strike(bench.portOf(2), { kind: 'reset' })
  await Promise.race([backoffs(2), app.until(id, 'waiting')])
  const { state } = await app.view(id)
  const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect(whileTheOtherMoves).toBe('uploading')
  expect(state).toMatchObject({ kind: 'waiting', failure: { code: 'network' } })
  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
})

test('a connection that falls silent once more is given twice the time, because buffers may lie between', async () => {
  await using bench = await prepareWiredBench()
  const { polar, clock } = bench
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', MiB)
  polar.addFault({ operation: 'part', kind: 'stall', when: 'reply', count: 2 })
  /** Lets so much time pass after the last byte; tells whether it was still waited for until then, and then not. */
  const isGivenUpAfter = async (ms: number): Promise<boolean> => {
    clock.advance(ms - 1)
    const isWaitedFor = clock.timers().some(({ delayMs, leftMs }) => delayMs === ms && leftMs === 1)
    clock.advance(1)
    return isWaitedFor && (await app.until(id, 'waiting', 'failed', 'completed')).state.kind === 'waiting'
  }

  let stored = untilRequest(polar, { kind: 'committed', operation: 'part' })
  const id = await addOne(app, path)
  await stored
  const first = await isGivenUpAfter(45_000)
  stored = untilRequest(polar, { kind: 'committed', operation: 'part' })
  clock.advance(900)
  await stored
  const second = await isGivenUpAfter(90_000)
  const completed = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

  expect({ first, second }).toEqual({ first: true, second: true })
  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
})

test('a connection given up for silence takes those that idle along: they lead into the same hole', async () => {
  await using bench = await prepareWiredBench()
  const { polar, clock, wire } = bench
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', 17 * MiB)
  polar.addFault({ operation: 'part', partNumber: 1, kind: 'stall', when: 'amid', afterBytes: MiB })

  const bothSent = Promise.all([
    untilArrived(polar, 1, MiB),
    untilRequest(polar, { kind: 'answered', operation: 'part', partNumber: 2 }),
  ])
  const id = await addOne(app, path)
  await bothSent
  await untilProgress(app, id, ({ storedBytes }) => storedBytes === MiB)
  wire.strikeAll({ kind: 'black-hole' })
  clock.advance(45_000)
  await app.until(id, 'waiting')
  clock.advance(900)
  const completed = await app.until(id, 'completed', 'failed')

  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
})
