import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CHECKS, type CheckAnswer, type CheckName } from '../../app/contract/computer-check.ts'
import { CHECK_LIMIT_MS, diagnose } from '../../app/diagnosis/diagnose.ts'
import type { DiagnosisParts } from '../../app/diagnosis/diagnosis-parts.ts'
import type { Http } from '../../app/ports.ts'
import { openDatabase } from '../../app/store/database.ts'
import { createLinkStore } from '../../app/store/link-store.ts'
import { createWays } from '../../main/diagnostics/ways.ts'
import { createNodeHttp } from '../../main/node-http.ts'
import { canMount, mountSmallDisk } from '../support/small-disk.ts'
import { addOne, prepareBench, untilRequest, type TestBench } from '../support/test-app.ts'

const MiB = 1024 ** 2
const anything = (text: string): string => expect.stringContaining(text) as string

/** What a diagnosis of the bench's data folder looks at, with the test's clock. */
function partsOf(bench: TestBench, change: Partial<DiagnosisParts> = {}): DiagnosisParts {
  const { dataFolder, keychain, clock, log } = bench
  const proxyEnvFor = () => Promise.resolve({})
  const http = createNodeHttp({ proxyEnvFor })
  onTestFinished(() => http.close())
  const wanted = { serverUrl: null, token: null }
  return { dataFolder, keychain, clock, log, http, ways: createWays(proxyEnvFor), wanted, ...change }
}

/** The same for whoever has a token and nothing else. */
const withToken = (bench: TestBench, token: string): DiagnosisParts =>
  partsOf(bench, { wanted: { serverUrl: bench.polar.url, token } })

const check = (parts: DiagnosisParts, name: CheckName): Promise<CheckAnswer> =>
  diagnose(parts, name, new AbortController().signal)

const checkAll = (parts: DiagnosisParts): Promise<readonly CheckAnswer[]> =>
  Promise.all(CHECKS.map((name) => check(parts, name)))

const verdicts = (answers: readonly CheckAnswer[]): Record<string, string> =>
  Object.fromEntries(answers.map((answer) => [answer.check, answer.verdict]))

test('beside an app at work all is good, and nothing is left behind, here or at Polar', async () => {
  await using bench = await prepareBench()
  const { polar, keychain, folder, dataFolder } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'part', partNumber: 2, kind: 'latency', delayMs: 600_000 })
  const started = untilRequest(polar, { kind: 'started', operation: 'part', partNumber: 2 })
  await addOne(app, folder.file('level.bin', 17 * MiB))
  await started
  const [files, tokens, names] = [polar.files().length, [...keychain.tokens], readdirSync(dataFolder)]

  const parts = partsOf(bench)
  const asked = new Set<string>()
  const http: Http = {
    dropConnections: () => 0,
    send(request) {
      asked.add(request.url)
      return parts.http.send(request)
    },
  }
  const answers = await checkAll({ ...parts, http })

  // The bucket itself: no key of a file, and no signature.
  expect(asked).toContain(`${polar.url}/polar-local-files`)
  expect([...asked].filter((url) => /level|X-Amz/.test(url))).toEqual([])
  expect(verdicts(answers)).toEqual({
    ...{ keychain: 'good', disk: 'good', database: 'good', clock: 'good', polar: 'good', token: 'good' },
    ...{ bucket: 'good', way: 'good', rate: 'worth-knowing' },
  })
  expect(answers.find((answer) => answer.check === 'bucket')?.message).toMatch(
    /^127\.0\.0\.1:\d+ answered in /,
  )
  expect({
    files: polar.files().length,
    tokens: [...keychain.tokens],
    names: readdirSync(dataFolder),
  }).toEqual({
    files,
    tokens,
    names,
  })
})

test('when Polar is unreachable, that is said once as bad, and every other check still has its answer', async () => {
  await using bench = await prepareBench()
  await bench.startApp()
  bench.polar.setReachable(false)

  const answers = await checkAll(partsOf(bench))

  expect(verdicts(answers)).toEqual({
    ...{ keychain: 'good', disk: 'good', database: 'good', clock: 'worth-knowing', polar: 'bad' },
    ...{ token: 'worth-knowing', bucket: 'worth-knowing', way: 'good', rate: 'worth-knowing' },
  })
  expect(answers[CHECKS.indexOf('polar')]?.message).toBe('No connection: it was cut.')
  expect(answers[CHECKS.indexOf('token')]?.message).toBe(
    'It could not be checked, as Polar cannot be reached. It is kept.',
  )
})

test('what answers in Polar’s place is told from Polar', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  await bench.startApp()
  polar.addFault({ operation: 'organizations', kind: 'html', status: 200 })

  expect(await check(partsOf(bench), 'polar')).toEqual({
    check: 'polar',
    verdict: 'bad',
    message:
      'What answers is not Polar (status 200). Please check the network for a sign-in page or a proxy, and the server’s address.',
  })
})

test.each([
  [3 * 3_600_000, '3 h behind Polar’s'],
  [-120_000, 'about 2 min ahead of Polar’s'],
])(
  'a server whose clock is %d ms ahead of here is noticed, and it is said that it harms nothing',
  async (offsetMs, words) => {
    await using bench = await prepareBench()
    bench.polar.setClockOffset(offsetMs)

    expect(await check(withToken(bench, bench.polar.token), 'clock')).toEqual({
      check: 'clock',
      verdict: 'worth-knowing',
      message: anything(words),
    })
  },
)

describe('a token', () => {
  test('that was revoked is bad', async () => {
    await using bench = await prepareBench()
    await bench.startApp()
    bench.polar.revokeToken(bench.polar.token)

    expect(await check(partsOf(bench), 'token')).toEqual({
      check: 'token',
      verdict: 'bad',
      message: anything('it was revoked, has expired, or belongs to another server. Please sign in again.'),
    })
  })

  test('that may not upload is bad, though Polar accepts it', async () => {
    await using bench = await prepareBench()
    const token = bench.polar.createToken({ scopes: ['files:read', 'organizations:read'] })

    expect(await check(withToken(bench, token), 'token')).toEqual({
      check: 'token',
      verdict: 'bad',
      message: anything('Polar accepts it, for “Local Studio”. But it lacks files:write'),
    })
  })

  test('that may not name its organization is worth knowing', async () => {
    await using bench = await prepareBench()
    const token = bench.polar.createToken({ scopes: ['files:write'] })

    expect(await check(withToken(bench, token), 'token')).toEqual({
      check: 'token',
      verdict: 'worth-knowing',
      message: anything('It may upload (files:write). It lacks organizations:read'),
    })
  })

  test('with a typo is found out without asking anybody', async () => {
    await using bench = await prepareBench()
    const { requests } = bench.polar.counts()

    const answer = await check(withToken(bench, `${bench.polar.token.slice(0, -1)}!`), 'token')

    expect(answer).toMatchObject({
      verdict: 'bad',
      message: anything('Please copy it from Polar again, whole.'),
    })
    expect(bench.polar.counts().requests).toEqual(requests)
  })

  test('there is none when nobody is signed in', async () => {
    await using bench = await prepareBench()

    expect(await check(partsOf(bench), 'token')).toMatchObject({
      verdict: 'worth-knowing',
      message: anything('Nobody is signed in'),
    })
  })
})

test('a locked keychain is bad, but only worth knowing for who brings a token along', async () => {
  await using bench = await prepareBench()
  await bench.startApp()
  bench.keychain.lock('Your keyring is locked.')

  const answers = await checkAll(partsOf(bench))
  const brought = await check(withToken(bench, bench.polar.token), 'keychain')

  expect(answers[0]).toEqual({ check: 'keychain', verdict: 'bad', message: 'Your keyring is locked.' })
  expect(answers[CHECKS.indexOf('token')]).toMatchObject({
    verdict: 'bad',
    message: 'Your keyring is locked.',
  })
  expect(answers.filter(({ verdict }) => verdict === 'bad').length).toBe(2)
  expect(brought).toMatchObject({ verdict: 'worth-knowing', message: anything('It is not needed') })
})

test('a keychain that forgets is bad', async () => {
  await using bench = await prepareBench()
  const forgetful = { ...bench.keychain, read: () => Promise.resolve(null) }

  expect(await check(partsOf(bench, { keychain: forgetful }), 'keychain')).toMatchObject({ verdict: 'bad' })
})

test('a keychain that never answers is given up after a while, and stopping ends the wait at once', async () => {
  await using bench = await prepareBench()
  const { clock } = bench
  const silent = { ...bench.keychain, write: () => new Promise<never>(() => undefined) }
  const parts = partsOf(bench, { keychain: silent })
  const stopping = new AbortController()

  const waited = check(parts, 'keychain')
  const stopped = diagnose(parts, 'keychain', stopping.signal)
  stopping.abort(new Error('The user has seen enough'))
  await clock.until((timers) => timers.some(({ delayMs }) => delayMs === CHECK_LIMIT_MS))
  clock.advance(CHECK_LIMIT_MS)

  expect(await stopped).toMatchObject({ verdict: 'worth-knowing', message: 'Not checked: it was stopped.' })
  expect(await waited).toMatchObject({
    verdict: 'bad',
    message: anything('There was no answer for 20 s. It may be asking for its password'),
  })
})

test('a check with a fault of ours says so, and logs it', async () => {
  await using bench = await prepareBench()
  const broken = { look: () => Promise.reject(new TypeError('x is not a function')) }

  const answer = await check(partsOf(bench, { ways: broken }), 'way')

  expect(answer).toEqual({
    check: 'way',
    verdict: 'bad',
    message: 'This could not be checked, because of a fault in this app: TypeError: x is not a function',
  })
  expect(bench.log.entries.map(({ level }) => level)).toEqual(['error'])
})

describe('the list of uploads', () => {
  test('is none on a fresh computer, which is good', async () => {
    await using bench = await prepareBench()

    expect(await check(partsOf(bench), 'database')).toMatchObject({
      verdict: 'good',
      message: anything('There is none yet'),
    })
  })

  test('that is damaged is bad, and the other checks go on without it', async () => {
    await using bench = await prepareBench()
    mkdirSync(bench.dataFolder, { recursive: true })
    writeFileSync(
      join(bench.dataFolder, 'uploads.db'),
      'not a database at all, however long it is'.repeat(99),
    )

    const answers = await checkAll(withToken(bench, bench.polar.token))

    expect(answers[CHECKS.indexOf('database')]).toMatchObject({
      verdict: 'bad',
      message: anything('It is damaged or cannot be read (file is not a database)'),
    })
    expect(answers.filter(({ verdict }) => verdict === 'bad').length).toBe(1)
  })

  test('with a page that was overwritten is bad', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    await addOne(app, bench.folder.file('level.bin', 1000))
    await app.stop()
    const path = join(bench.dataFolder, 'uploads.db')
    const bytes = readFileSync(path)
    bytes.fill(0xff, 3 * 4096, 9 * 4096)
    writeFileSync(path, bytes)

    expect(await check(partsOf(bench), 'database')).toMatchObject({ verdict: 'bad' })
  })
})

describe.runIf(canMount())('a disk', () => {
  test('that is full is bad', async () => {
    await using bench = await prepareBench()
    using disk = mountSmallDisk(bench.dataFolder, 256)
    disk.fill()

    expect(await check(partsOf(bench), 'disk')).toEqual({
      check: 'disk',
      verdict: 'bad',
      message: anything('is full. Please make some room'),
    })
    expect(readdirSync(bench.dataFolder)).toEqual(['filler'])
  })

  test('that may not be written is bad', async () => {
    await using bench = await prepareBench()
    using disk = mountSmallDisk(bench.dataFolder, 256)
    disk.makeReadOnly()

    expect(await check(partsOf(bench), 'disk')).toMatchObject({
      verdict: 'bad',
      message: anything('Please check its permissions'),
    })
  })

  test('with little room is worth knowing', async () => {
    await using bench = await prepareBench()
    using disk = mountSmallDisk(bench.dataFolder, 256)
    disk.fill()()

    expect(await check(partsOf(bench), 'disk')).toMatchObject({
      verdict: 'worth-knowing',
      message: anything('Only 262 KB are free'),
    })
  })
})

describe('the bucket', () => {
  test('of a server with a name is known before anything was uploaded; of another only while it is', async () => {
    await using bench = await prepareBench()
    const asked: string[] = []
    const http = {
      dropConnections: () => 0,
      send({ url }: { readonly url: string }) {
        asked.push(url)
        return Promise.resolve({ status: 403, headers: { 'x-amz-request-id': 'A' }, body: '' })
      },
    }
    const bucketOf = (serverUrl: string): Promise<CheckAnswer> =>
      check(partsOf(bench, { http, wanted: { serverUrl, token: null } }), 'bucket')

    const found = [
      await bucketOf('https://api.polar.sh'),
      await bucketOf('https://sandbox-api.polar.sh'),
      await bucketOf('https://polar.example.com'),
    ]

    expect(asked).toEqual([
      'https://polar-production-files.s3.amazonaws.com/',
      'https://polar-sandbox-files.s3.amazonaws.com/',
    ])
    expect(found.map(({ verdict }) => verdict)).toEqual(['good', 'good', 'worth-knowing'])
  })

  test('behind a sign-in page is bad', async () => {
    await using bench = await prepareBench()
    const http = {
      dropConnections: () => 0,
      send: () => Promise.resolve({ status: 200, headers: {}, body: '<html>Welcome</html>' }),
    }
    const wanted = { serverUrl: 'https://api.polar.sh', token: null }

    expect(await check(partsOf(bench, { http, wanted }), 'bucket')).toMatchObject({
      verdict: 'bad',
      message: anything('is not S3 (status 200)'),
    })
  })
})

test('past uploads tell the speed', async () => {
  await using bench = await prepareBench()
  const app = await bench.startApp()
  await app.until(await addOne(app, bench.folder.file('level.bin', 1000)), 'completed')
  await app.stop()
  const { db } = openDatabase(bench.dataFolder, bench.clock.now())
  createLinkStore(db).save(bench.polar.url, { bytesPerSecond: 11_200_000, lifetimeSeconds: 3600 })
  db.close()

  expect(await check(partsOf(bench), 'rate')).toEqual({
    check: 'rate',
    verdict: 'good',
    message:
      'Past uploads reached 11.2 MB/s, the last completed on November 23, 2026. No test upload is made, as it would leave a trace in your Polar.',
  })
})

test('a server that hangs up amid the greeting is told of', async () => {
  await using bench = await prepareBench()
  const server = createServer((socket) => void socket.on('error', () => undefined).end())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const serverUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`

  expect(await check(partsOf(bench, { wanted: { serverUrl, token: null } }), 'way')).toEqual({
    check: 'way',
    verdict: 'bad',
    message: 'No connection: it was cut.',
  })
})
