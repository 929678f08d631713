import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { createNodeHttp, type ProxyEnv } from '../../main/node-http.ts'
import type { BusyUntil } from '../integration/busy-server.ts'
import { prepareCliBench, untilPrinted } from '../integration/cli-bench.ts'
import type { Trouble } from '../support/tcp-proxy.ts'
import { startTunnelProxy } from '../support/tunnel-proxy.ts'
import { ARRIVED, prepareWireBench, type Step } from './wire-bench.ts'

// What takes minutes, because the limits of the app and of S3 are real here: `npm run crash:long`. Not part of
// `npm test`, where a clock is turned by hand instead (test/integration).

const MiB = 1024 ** 2

const SILENT = 'The connection has gone silent. Trying again soon.'
const WOKE = 'The connection was lost while this computer slept or changed networks. Going on soon.'
const BLACK_HOLE: Trouble = { kind: 'black-hole' }

/** Seconds since then. */
const secondsSince = (begunAt: number): number => (performance.now() - begunAt) / 1000

const tell = (line: string): boolean => process.stdout.write(`${line}\n`)

describe.concurrent('an upload arrives whole', () => {
  test.each<[Step, Trouble, readonly string[], number]>([
    ['create arrives', BLACK_HOLE, ['Polar has not answered for 120 s. Trying again soon.'], 120],
    ['create is done', BLACK_HOLE, ['Polar has not answered for 120 s. Trying again soon.'], 120],
    ['a part begins', BLACK_HOLE, [SILENT], 45],
    ['half of a part is there', BLACK_HOLE, [SILENT], 45],
    ['a part is stored', BLACK_HOLE, [SILENT], 45],
    // Polar is asked at once, over another connection, and says that it is done.
    ['completion is done', BLACK_HOLE, [], 300],
    ['half of a part is there', { kind: 'half-open' }, [SILENT], 45],
  ])('though, when %s, everything there is becomes a %o', async (step, trouble, sentences, seconds) => {
    await using bench = await prepareWireBench()
    let struckAt = 0
    const struck = bench.at([step], () => {
      struckAt = performance.now()
      bench.wire.strikeAll(trouble)
    })

    const { said, ...arrival } = await bench.arrival(bench.upload())

    const took = secondsSince(struckAt)
    tell(`${trouble.kind} when ${step}: whole after ${took.toFixed(1)} s`)
    expect(struck).toEqual([step])
    expect(arrival).toEqual(ARRIVED)
    expect(said).toEqual(sentences)
    expect(took).toBeGreaterThanOrEqual(seconds)
    expect(took).toBeLessThan(seconds + 30)
  })

  test('though the network is silent for 25 s, longer than S3 waits', async () => {
    await using bench = await prepareWireBench()
    bench.at(['half of a part is there'], () => bench.wire.strikeAll({ kind: 'silence', ms: 25_000 }))

    const { said, ...arrival } = await bench.arrival(bench.upload())

    expect(arrival).toEqual(ARRIVED)
    expect(said).toEqual(['The connection was too slow for a part. Trying again soon.'])
    expect(bench.polar.counts().s3Errors.RequestTimeout).toBeGreaterThanOrEqual(1)
  })

  test('though the computer sleeps for 90 s', async () => {
    await using bench = await prepareWireBench()
    const cli = bench.upload()
    bench.at(['half of a part is there'], () => {
      cli.process.kill('SIGSTOP')
      void delay(90_000).then(() => cli.process.kill('SIGCONT'))
    })

    const begunAt = performance.now()
    const { said, ...arrival } = await bench.arrival(cli)

    tell(`asleep for 90 s: whole after ${secondsSince(begunAt).toFixed(1)} s, said ${JSON.stringify(said)}`)
    expect(arrival).toEqual(ARRIVED)
    expect(said).toEqual([WOKE])
  })

  test('over a link so slow, behind buffers so large, that the first answer comes after 80 s', async () => {
    await using bench = await prepareWireBench({ fileBytes: 5 * MiB })
    bench.wire.strikeNew({ kind: 'slow', bytesPerSecond: 62_500 })

    const begunAt = performance.now()
    const { said, ...arrival } = await bench.arrival(bench.upload())

    tell(`slow behind buffers: whole after ${secondsSince(begunAt).toFixed(1)} s`)
    expect(arrival).toEqual(ARRIVED)
    expect(said).toEqual([SILENT])
    expect(bench.polar.counts().parts.started).toBe(2)
  })
})

describe.concurrent('a request that gets no connection is given up after 30 s', () => {
  async function failureOf(url: string, proxyEnv: ProxyEnv = {}): Promise<readonly [string, number]> {
    const http = createNodeHttp({ proxyEnvFor: () => Promise.resolve(proxyEnv) })
    const begunAt = performance.now()
    const { signal } = new AbortController()
    const outcome = await http
      .send({ method: 'GET', url, headers: {}, signal })
      .catch((error: unknown) => error)
    http.close()
    return [(outcome as Error).message, Math.round(secondsSince(begunAt))]
  }

  test('from a server that takes none', async ({ onTestFinished }) => {
    const busyUntil: BusyUntil = new Int32Array(new SharedArrayBuffer(4))
    const server = new Worker(new URL('../integration/busy-server.ts', import.meta.url), {
      workerData: busyUntil,
    })
    const [port] = (await once(server, 'message')) as [number]
    const others = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined))
    onTestFinished(async () => {
      for (const socket of others) socket.destroy()
      await server.terminate()
    })
    await Promise.all(others.slice(0, 2).map((socket) => once(socket, 'connect')))

    expect(await failureOf(`http://127.0.0.1:${port}/`)).toEqual([
      'No connection: the server does not answer. Trying again soon.',
      30,
    ])
  })

  test('from a proxy that says nothing, and then the connection to it ends, too', async () => {
    await using proxy = await startTunnelProxy()
    proxy.setMood('is silent')

    const failure = await failureOf('https://files.example.test/part', { HTTPS_PROXY: proxy.url })
    await proxy.untilIdle()

    expect(failure).toEqual([
      expect.stringMatching(/^No connection: the network’s proxy .*does not answer\. Trying again soon\.$/),
      30,
    ])
  })
})

test('a server whose name the system does not find is waited for, and that is said', async () => {
  await using bench = await prepareCliBench()

  const cli = bench.start(['files'], { POLAR_SERVER: 'https://polar.invalid' })
  await untilPrinted(
    cli,
    /No connection: the name of the server is not found\. Trying again every 5 seconds\./,
    'stderr',
  )
  cli.process.kill('SIGINT')

  expect(await cli.ended).toMatchObject({ exitCode: 130 })
})
