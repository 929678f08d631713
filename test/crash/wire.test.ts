import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createAuthority } from '../support/certificates.ts'
import type { Direction, Trouble } from '../support/tcp-proxy.ts'
import { startTunnelProxy } from '../support/tunnel-proxy.ts'
import { ALL_STEPS, ARRIVED, prepareWireBench, type Step } from './wire-bench.ts'

const MiB = 1024 ** 2

const CUT = 'No connection: it was cut. Trying again soon.'
const REFUSED = 'No connection: the server does not answer. Trying again soon.'
const TOO_SLOW = 'The connection was too slow for a part. Trying again soon.'
const DAMAGED = 'A part arrived damaged. Sending it again.'
const CHANGED = 'No connection: it was damaged on the way. Trying again soon.'
const NO_NAME = 'No connection: the name of the server is not found. Trying again soon.'
const INTERCEPTED =
  'No connection: something on this network intercepts it and shows a certificate that is not the server’s. Please check for a sign-in page, a proxy or a security program, or use another network. Trying again soon.'

/** Once a completion has arrived, it is done, and Polar says so when it is asked. */
const STEPS_BUT_LAST = ALL_STEPS.slice(0, -1)
const DONE: readonly Step[] = ['create is done', 'a part is stored', 'completion is done']

const authority = createAuthority('A root of the test')
const stranger = createAuthority('A root nobody trusts')
const certificate = authority.sign({ names: ['127.0.0.1', 'api.polar.test', 's3.polar.test'] })

// All of them at once: what they do most is wait.
describe.concurrent('an upload arrives whole', () => {
  test.each<[string, Trouble, readonly Step[]]>([
    ['is reset', { kind: 'reset' }, STEPS_BUT_LAST],
    ['is reset instead of a reply', { kind: 'reset' }, DONE],
    ['loses the reply', { kind: 'lose-reply' }, DONE],
    ['is cut amid the reply', { kind: 'cut', direction: 'down', afterBytes: 60 }, DONE],
    ['is cut amid a part', { kind: 'cut', direction: 'up', afterBytes: 0 }, ['half of a part is there']],
  ])('over a connection that %s, at every step', async (_what, trouble, steps) => {
    await using bench = await prepareWireBench()
    const struck = bench.at(steps, ({ clientPort }) => bench.wire.strike(clientPort, trouble))

    const { said, completions, ...arrival } = await bench.arrival(bench.upload())

    expect(struck).toEqual(steps)
    expect({ ...arrival, completions: 1 }).toEqual(ARRIVED)
    // Cut off as it arrives, a completion is not there yet when Polar is asked, and may still be done after the next.
    expect(completions).toBeLessThanOrEqual(steps.includes('completion arrives') ? 2 : 1)
    expect([[], [CUT]]).toContainEqual(said)
  })

  test('though the requests that open and complete it are cut in half', async () => {
    await using bench = await prepareWireBench()
    const { polar, wire } = bench
    const requests: Step[] = []
    polar.onRequest(({ kind, operation }) => {
      if (kind !== 'answered') return
      const isNext =
        (operation === 'update' && requests.length === 0) ||
        (operation === 'part' && requests.length === 1 && polar.counts().parts.committed === 3)
      if (!isNext) return
      requests.push(operation === 'update' ? 'create arrives' : 'completion arrives')
      wire.strikeAll({ kind: 'cut', direction: 'up', afterBytes: 300 })
    })

    const arrival = await bench.arrival(bench.upload())

    expect(requests).toEqual(['create arrives', 'completion arrives'])
    expect(arrival).toEqual({ ...ARRIVED, said: [CUT] })
    expect(polar.counts()).toMatchObject({ sessionsOpened: 1, completions: 1 })
  })

  test.each<Step>([
    'create arrives',
    'half of a part is there',
    'a part is stored',
    'completion arrives',
    'completion is done',
  ])('though the server is gone for a while when %s', async (step) => {
    await using bench = await prepareWireBench()
    const { wire } = bench
    const struck = bench.at([step], () => {
      void wire.refuse()
      wire.strikeAll({ kind: 'reset' })
    })
    const cli = bench.upload()
    bench.whenSaid(cli, /does not answer/, () => void wire.accept())

    const { said, ...arrival } = await bench.arrival(cli)

    expect(struck).toEqual([step])
    expect(arrival).toEqual(ARRIVED)
    expect([[REFUSED], [CUT, REFUSED]]).toContainEqual(said)
  })

  test('though bytes of a part are damaged on the way', async () => {
    await using bench = await prepareWireBench()
    bench.at(['half of a part is there'], ({ clientPort }) =>
      bench.wire.strike(clientPort, { kind: 'flip', direction: 'up', afterBytes: MiB }),
    )

    const { said, ...arrival } = await bench.arrival(bench.upload())

    expect(arrival).toEqual(ARRIVED)
    expect([[], [DAMAGED]]).toContainEqual(said)
    expect(bench.polar.counts().s3Errors).toEqual({ BadDigest: 1 })
  })

  test.each<[Direction, readonly Step[]]>([
    ['up', ['a part begins', 'half of a part is there']],
    ['down', ['create is done', 'a part is stored', 'completion is done']],
  ])('though bytes of encrypted connections are damaged on the way %s', async (direction, steps) => {
    await using bench = await prepareWireBench({ certificate })
    const struck = bench.at(steps, () => bench.wire.strikeAll({ kind: 'flip', direction, afterBytes: 20 }))

    const { said, ...arrival } = await bench.arrival(bench.upload(trusting(bench.folder.path)))

    expect(struck).toEqual(steps)
    expect(arrival).toEqual(ARRIVED)
    expect([[], [CUT], [CHANGED], [CUT, CHANGED]]).toContainEqual(said)
  })

  test('though the network falls silent for longer than S3 waits for a byte', async () => {
    await using bench = await prepareWireBench({ silenceTimeoutMs: 1_500 })
    bench.at(['half of a part is there'], () => bench.wire.strikeAll({ kind: 'silence', ms: 2_500 }))

    const { said, ...arrival } = await bench.arrival(bench.upload())

    expect(arrival).toEqual(ARRIVED)
    expect([[], [TOO_SLOW]]).toContainEqual(said)
    expect(bench.polar.counts().s3Errors.RequestTimeout).toBeGreaterThanOrEqual(1)
  })

  test('without a word over a slow network that is silent for a moment at every step', async () => {
    await using bench = await prepareWireBench()
    bench.wire.strikeNew({ kind: 'slow', bytesPerSecond: 10 * MiB })
    const steps: readonly Step[] = ['create arrives', 'half of a part is there', 'completion arrives']
    const struck = bench.at(steps, () => bench.wire.strikeAll({ kind: 'silence', ms: 700 }))

    const arrival = await bench.arrival(bench.upload())

    expect(struck).toEqual(steps)
    expect(arrival).toEqual({ ...ARRIVED, said: [] })
    expect(bench.polar.counts().parts).toMatchObject({ started: 3, committed: 3 })
  })

  test.skipIf(process.platform === 'win32')(
    'though the computer sleeps, and wakes to dead connections',
    async () => {
      await using bench = await prepareWireBench()
      const cli = bench.upload()
      bench.at(['half of a part is there'], () => {
        cli.process.kill('SIGSTOP')
        bench.wire.strikeAll({ kind: 'reset' })
        void delay(3_000).then(() => cli.process.kill('SIGCONT'))
      })

      const { said, ...arrival } = await bench.arrival(cli)

      expect(arrival).toEqual(ARRIVED)
      expect([[], [CUT]]).toContainEqual(said)
    },
  )

  test('though the names of the servers are not found at first', async () => {
    const names = { polar: 'api.polar.test', s3: 's3.polar.test' }
    await using bench = await prepareWireBench({ certificate, names })
    const TEST_NAMES = join(bench.folder.path, 'names')
    const findAll = (...found: readonly string[]): void =>
      writeFileSync(TEST_NAMES, found.map((name) => `127.0.0.1 ${name}\n`).join(''))
    findAll()
    const resolver = new URL('../support/names-from-file.ts', import.meta.url)
    const cli = bench.upload({
      ...trusting(bench.folder.path),
      ...{ TEST_NAMES, NODE_OPTIONS: `--import=${resolver.href}` },
    })
    const found: string[] = []
    const find = (name: string): void => {
      if (!found.includes(name)) found.push(name)
      findAll(...found)
    }
    bench.whenSaid(cli, /could not be checked\. .*is not found/, () => find(names.polar))
    bench.whenSaid(cli, /"state":"waiting".*is not found/, () => find(names.s3))

    const arrival = await bench.arrival(cli)

    expect(found).toEqual([names.polar, names.s3])
    const atSignIn = `https://${names.polar}:${bench.wire.port} cannot be reached, so the token could not be checked. No connection: the name of the server is not found. Trying again every 5 seconds.`
    expect(arrival).toEqual({ ...ARRIVED, said: [NO_NAME, 'Polar is reachable again.', atSignIn] })
  })

  test('though the network’s proxy refuses, fails and hangs up', async () => {
    await using bench = await prepareWireBench({ certificate })
    await using proxy = await startTunnelProxy()
    const cli = bench.upload({ ...trusting(bench.folder.path), HTTPS_PROXY: proxy.url })
    bench.at(['create arrives'], () => {
      proxy.setMood(407)
      proxy.dropAll()
    })
    bench.whenSaid(cli, /\(407\)/, () => proxy.setMood(502))
    bench.whenSaid(cli, /\(502\)/, () => proxy.setMood('hangs up'))
    bench.whenSaid(cli, /hung up/, () => proxy.setMood('gives'))

    const arrival = await bench.arrival(cli)

    expect(arrival).toEqual({
      ...ARRIVED,
      said: [
        CUT,
        'No connection: the network’s proxy asks for a name and a password (407). Please add them to the proxy’s address, or use another network. Trying again soon.',
        'No connection: the network’s proxy does not let it through (502). Please check its settings, or use another network. Trying again soon.',
        'No connection: the network’s proxy hung up. Trying again soon.',
      ],
    })
  })

  test.skipIf(process.platform !== 'linux')(
    'past an interception, through a company’s proxy whose root only the system trusts',
    async () => {
      await using bench = await prepareWireBench({ certificate })
      const { NODE_EXTRA_CA_CERTS: SSL_CERT_FILE } = trusting(bench.folder.path)
      bench.at(['half of a part is there'], () => bench.show(stranger.sign({ names: ['127.0.0.1'] })))
      const cli = bench.upload({ SSL_CERT_FILE })
      bench.whenSaid(cli, /intercepts/, () => bench.show(certificate))

      const { said, ...arrival } = await bench.arrival(cli)

      expect(arrival).toEqual(ARRIVED)
      expect([[INTERCEPTED], [CUT, INTERCEPTED]]).toContainEqual(said)
    },
  )
})

/** Has a command line trust the test's certificates. */
function trusting(folder: string): Readonly<Record<string, string>> {
  const NODE_EXTRA_CA_CERTS = join(folder, 'roots.pem')
  writeFileSync(NODE_EXTRA_CA_CERTS, authority.certificate)
  return { NODE_EXTRA_CA_CERTS }
}
