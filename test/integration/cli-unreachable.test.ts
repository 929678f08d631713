import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startLocalPolar } from '../local-polar/local-polar.ts'
import { selfSigned } from '../support/certificates.ts'
import { startTlsFront } from '../support/tls-front.ts'
import { checksumOfFile, eventsIn, prepareCliBench, untilPrinted, type CliBench } from './cli-bench.ts'

const portOf = (bench: CliBench): number => Number(new URL(bench.polar.url).port)

/** Milliseconds. */
const A_FEW_TRIES = { atLeast: 15_000, atMost: 25_000 }

describe('an upload to a server that will not be there by waiting', () => {
  test.concurrent('asks whoever answers in its place a few times, then ends', async () => {
    await using bench = await prepareCliBench()
    await using front = await startTlsFront(portOf(bench), selfSigned({ names: ['127.0.0.1'] }))
    bench.polar.addFault({ operation: 'organizations', kind: 'error', status: 422, count: Infinity })
    const file = bench.folder.file('game.zip', 1000)
    const startedAt = performance.now()

    const results = await Promise.all(
      [`${bench.polar.url}/v1`, bench.polar.url, `https://127.0.0.1:${front.port}`].map((server, index) =>
        bench.run(['upload', file, '--json', '--server', server], {
          POLAR_UPLOADER_DATA: `${bench.dataFolder}-${index}`,
        }),
      ),
    )

    const tookMs = performance.now() - startedAt
    expect(tookMs).toBeGreaterThan(A_FEW_TRIES.atLeast)
    expect(tookMs).toBeLessThan(A_FEW_TRIES.atMost)
    const [page, other, stranger] = [
      'What answers is not Polar (status 404). Please check the network for a sign-in page or a proxy, and the server’s address.',
      'What answers is not Polar (status 422). Please check the network for a sign-in page or a proxy, and the server’s address.',
      `https://127.0.0.1:${front.port} cannot be reached, so the token could not be checked. No connection: something on this network intercepts it and shows a certificate that is not the server’s. Please check for a sign-in page, a proxy or a security program, or use another network.`,
    ]
    const often = 'Trying again every 5 seconds, 3 more times.'
    expect(results.map(({ exitCode, messages }) => ({ exitCode, messages }))).toEqual([
      { exitCode: 1, messages: `${page} ${often}\n${page}\n` },
      { exitCode: 1, messages: `${other} ${often}\n${other}\n` },
      { exitCode: 1, messages: `${stranger} ${often}\n${stranger} Please try again.\n` },
    ])
    expect(results.map((result) => eventsIn(result)[0])).toEqual([
      { event: 'connection', reachable: false, message: `${page} ${often}` },
      { event: 'connection', reachable: false, message: `${other} ${often}` },
      { event: 'connection', reachable: false, message: `${stranger} ${often}` },
    ])
  })

  test.concurrent('ends at once when the address lacks the encryption', async () => {
    await using bench = await prepareCliBench()
    await using front = await startTlsFront(portOf(bench), selfSigned({ names: ['127.0.0.1'] }))
    const server = `http://127.0.0.1:${front.port}`

    const result = await bench.run(['upload', bench.folder.file('game.zip', 1000), '--server', server])

    expect(result).toMatchObject({
      exitCode: 1,
      messages: `${server} only answers over https. Use its https address.\n`,
    })
  })
})

test.concurrent('a program is told that a server is waited for, and when it is there', async () => {
  await using bench = await prepareCliBench()
  const path = bench.folder.file('game.zip', 1000)
  await bench.polar.stop()
  const cli = bench.start(['upload', path, '--json'])

  await untilPrinted(cli, /"reachable":false.*\n/)
  const polar = await startLocalPolar({
    ...{ dataFolder: join(bench.folder.path, 'polar'), port: portOf(bench) },
  })

  try {
    const result = await cli.ended
    const message = `${polar.url} cannot be reached, so the token could not be checked. No connection: the server does not answer. Trying again every 5 seconds.`
    expect(result).toMatchObject({
      exitCode: 0,
      messages: `${message}\nPolar is reachable again.\n`,
    })
    expect(eventsIn(result).slice(0, 2)).toEqual([
      { event: 'connection', reachable: false, message },
      { event: 'connection', reachable: true },
    ])
    expect(await polar.checksum(polar.files()[0]?.id ?? '')).toBe(checksumOfFile(path))
  } finally {
    await polar.stop()
  }
})
