import { createServer, request as requestTo } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { AccountView, SignInOutcome } from '../../app/contract/account-view.ts'
import type { FailureCode } from '../../app/contract/upload-failure.ts'
import { startLocalPolar } from '../local-polar/local-polar.ts'
import {
  addOne,
  checksumOf,
  isOffline,
  onceRequest,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  untilAccount,
  untilAskedAgain,
  untilProgress,
  untilRequest,
  type TestApp,
  type TestBench,
} from '../support/test-app.ts'

const MiB = 1024 ** 2

/** Every account the app has told of, in order. */
function accountsTold(app: TestApp): readonly AccountView[] {
  const told: AccountView[] = []
  app.on('account-changed', (account) => void told.push(account))
  return told
}

const isOnline = (account: AccountView): boolean =>
  account.kind === 'signed-in' && account.offlineReason === null

const REVOKED =
  'Polar does not accept the access token: it was revoked, has expired, or belongs to another server. Please sign in again.'

const refusal = (code: FailureCode, message: string): SignInOutcome => ({
  ok: false,
  failure: { code, message },
})

async function signedOutApp(bench: TestBench): Promise<TestApp> {
  const app = await bench.createApp()
  await app.start()
  return app
}

/**
 * A proxy that answers one request a connection, says that it would take more, and closes when the next one comes: as
 * if its word of that had still been on the way. `metClosed` counts those.
 */
async function startCurtProxy(target: string): Promise<{ url: string; metClosed: () => number }> {
  let metClosed = 0
  const answered = new WeakSet<Socket>()
  const server = createServer((request, response) => {
    if (answered.has(request.socket)) {
      metClosed += 1
      request.socket.resetAndDestroy()
      return
    }
    answered.add(request.socket)
    const { method, headers, url = '' } = request
    const onward = requestTo(target + url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, { ...answer.headers, connection: 'keep-alive' })
      answer.pipe(response)
    })
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, metClosed: () => metClosed }
}

describe('signing in', () => {
  test('tells the organization, keeps the token in the keychain, and asks Polar twice', async () => {
    await using bench = await prepareBench()
    const { polar, keychain } = bench
    const app = await signedOutApp(bench)

    const outcome = await app.commands.signIn({ server: polar.url, token: `  ${polar.token}\n` })

    const id = `${polar.url} ${polar.organization.id}`
    const account = {
      ...{ kind: 'signed-in', id, serverUrl: polar.url },
      ...{ organizationName: polar.organization.name, offlineReason: null },
    }
    expect(outcome).toEqual({ ok: true, account, rights: { mayUpload: true, mayReadName: true } })
    expect(await app.commands.account()).toEqual(account)
    expect([...keychain.tokens]).toEqual([[id, polar.token]])
    expect(polar.counts().requests).toMatchObject({ organizations: 1, update: 1, create: 0 })
  })

  test('a pause that Polar asks for is told with its length, and waited for by nobody', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await signedOutApp(bench)
    polar.addFault({ operation: 'organizations', kind: 'error', status: 429, retryAfterSeconds: 42 })
    const request = { server: polar.url, token: polar.token }

    const first = await app.commands.signIn(request)
    clock.advance(12_000)
    const second = await app.commands.signIn(request)

    const paused = { code: 'server-busy', message: 'Polar asks for a pause: too many requests.' }
    expect([first, second]).toEqual([
      { ok: false, failure: { ...paused, retryAfterMs: 42_000 } },
      { ok: false, failure: { ...paused, retryAfterMs: 30_000 } },
    ])
    expect(polar.counts().requests.organizations).toBe(1)
  })

  test('works behind a proxy that hangs up after each answer without a word, and so does an upload', async () => {
    await using bench = await prepareBench()
    const app = await signedOutApp(bench)
    const proxy = await startCurtProxy(bench.polar.url)

    const outcome = await app.commands.signIn({ server: proxy.url, token: bench.polar.token })
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(outcome).toMatchObject({ ok: true })
    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(completed.path))
    expect(proxy.metClosed()).toBeGreaterThan(0)
  })

  test.each([
    ['nothing', () => '', 'Please paste an access token.'],
    [
      'a typo',
      (token: string) => token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a'),
      'This access token has a typo: its check digits do not fit. Please copy it from Polar again, whole.',
    ],
    [
      'the end lost',
      (token: string) => token.slice(0, -3),
      'This access token is incomplete or has characters too many. Please copy it from Polar again, whole.',
    ],
    [
      'another kind of token',
      () => 'polar_pat_abc',
      'This is another kind of Polar token. Please create an organization access token: Settings, Developers, Create token.',
    ],
    [
      'something else',
      () => 'hunter2',
      'This is not a Polar access token: those begin with polar_oat_. You find yours in Polar under Settings, Developers.',
    ],
  ])('with %s is refused without asking anybody', async (_what, alter, message) => {
    await using bench = await prepareBench()
    const app = await signedOutApp(bench)

    const outcome = await app.commands.signIn({ server: bench.polar.url, token: alter(bench.polar.token) })

    expect(outcome).toEqual(refusal('unauthorized', message))
    expect(bench.polar.counts().connections).toBe(0)
    expect(await app.commands.account()).toEqual({ kind: 'signed-out', reason: null })
  })

  test.each(['nowhere', 'http://polar.example.com', 'ftp://127.0.0.1', 'https://user@polar.example.com'])(
    'to the server %s is refused without asking anybody',
    async (server) => {
      await using bench = await prepareBench()
      const app = await signedOutApp(bench)

      const outcome = await app.commands.signIn({ server, token: bench.polar.token })

      expect(outcome).toEqual(
        refusal(
          'rejected',
          `“${server}” is not a server’s address. Use production, sandbox, or an address like https://polar.example.com.`,
        ),
      )
    },
  )

  test('with a revoked token is refused', async () => {
    await using bench = await prepareBench()
    const app = await signedOutApp(bench)
    bench.polar.revokeToken(bench.polar.token)

    const outcome = await app.commands.signIn({ server: bench.polar.url, token: bench.polar.token })

    expect(outcome).toEqual(refusal('unauthorized', REVOKED))
    expect(bench.keychain.tokens.size).toBe(0)
  })

  test('with a token that may not upload is refused, and the scope it lacks is named', async () => {
    await using bench = await prepareBench()
    const app = await signedOutApp(bench)
    const token = bench.polar.createToken({ scopes: ['files:read', 'organizations:read'] })

    const outcome = await app.commands.signIn({ server: bench.polar.url, token })

    expect(outcome).toEqual(
      refusal(
        'forbidden',
        'The access token may not do this: it lacks the scope files:write. Please sign in with one that has files:write.',
      ),
    )
  })

  test('with a token that may only upload works, without a name for the organization', async () => {
    await using bench = await prepareBench()
    const app = await signedOutApp(bench)
    const token = bench.polar.createToken({ scopes: ['files:write'] })
    const path = bench.folder.file('level.bin', 1000)

    const outcome = await app.commands.signIn({ server: bench.polar.url, token })
    const completed = await app.until(await addOne(app, path), 'waiting', 'completed', 'failed')

    expect(outcome).toMatchObject({ ok: true, account: { kind: 'signed-in', organizationName: null } })
    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
  })

  test('to a server that is down says so', async () => {
    await using bench = await prepareBench()
    const app = await signedOutApp(bench)
    bench.polar.setReachable(false)

    const outcome = await app.commands.signIn({ server: bench.polar.url, token: bench.polar.token })

    expect(outcome).toEqual(
      refusal(
        'network',
        `${bench.polar.url} cannot be reached, so the token could not be checked. No connection: it was cut. Please try again.`,
      ),
    )
  })

  test('to something that is not Polar says so', async () => {
    await using bench = await prepareBench()
    const app = await signedOutApp(bench)
    bench.polar.addFault({ operation: 'organizations', kind: 'html', status: 200 })

    const outcome = await app.commands.signIn({ server: bench.polar.url, token: bench.polar.token })

    expect(outcome).toEqual(
      refusal(
        'not-polar',
        'What answers is not Polar (status 200). Please check the network for a sign-in page or a proxy, and the server’s address.',
      ),
    )
  })

  test('with a locked keychain says what to do, and nobody is signed in', async () => {
    await using bench = await prepareBench()
    const app = await signedOutApp(bench)
    bench.keychain.lock('The keychain is locked. Unlock it, then sign in again.')

    const outcome = await app.commands.signIn({ server: bench.polar.url, token: bench.polar.token })

    expect(outcome).toEqual(refusal('keychain', 'The keychain is locked. Unlock it, then sign in again.'))
    expect(await app.commands.account()).toEqual({ kind: 'signed-out', reason: null })
  })

  test('for now leaves nothing in the keychain and nothing for the next start', async () => {
    await using bench = await prepareBench()
    const first = await signedOutApp(bench)

    const outcome = await first.signInForNow({ server: bench.polar.url, token: bench.polar.token })
    await first.stop()
    const next = await signedOutApp(bench)

    expect(outcome.ok).toBe(true)
    expect(bench.keychain.tokens.size).toBe(0)
    expect(await next.commands.account()).toEqual({ kind: 'signed-out', reason: null })
  })
})

describe('a restart', () => {
  test('signs in from the keychain without a network, and shows when the network is back', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    await (await bench.startApp()).stop()
    polar.setReachable(false)

    const app = await signedOutApp(bench)
    const offline = await untilAccount(app, isOffline)
    polar.setReachable(true)
    await untilAskedAgain(clock)
    const online = await untilAccount(app, isOnline)

    const { name: organizationName } = polar.organization
    expect(offline).toMatchObject({
      ...{ kind: 'signed-in', organizationName },
      offlineReason: expect.stringMatching(/^No connection: .* Trying again soon\.$/) as string,
    })
    expect(online).toMatchObject({ kind: 'signed-in', organizationName, offlineReason: null })
  })

  test('with a locked keychain leaves everything queued, and says what to do', async () => {
    await using bench = await prepareBench()
    const { keychain, polar } = bench
    polar.addFault({ operation: 'part', kind: 'latency', delayMs: 600_000 })
    const first = await bench.startApp()
    const started = untilRequest(polar, { kind: 'started', operation: 'part' })
    const id = await addOne(first, bench.folder.file('level.bin', 1000))
    await started
    await first.stop()
    keychain.lock('The keychain is locked. Unlock it, then sign in again.')

    const app = await signedOutApp(bench)
    const account = await app.commands.account()
    const state = (await app.view(id)).state.kind
    keychain.lock(null)
    await app.commands.signIn({ server: polar.url, token: polar.token })
    await app.until(id, 'completed')

    expect(account).toEqual({
      kind: 'signed-out',
      reason: 'The keychain is locked. Unlock it, then sign in again.',
    })
    expect(state).toBe('queued')
  })

  test('after the keychain has lost the token asks to sign in again', async () => {
    await using bench = await prepareBench()
    const first = await bench.startApp()
    const account = await first.commands.account()
    await first.stop()
    if (account.kind === 'signed-in') await bench.keychain.remove(account.id)

    const app = await signedOutApp(bench)

    expect(await app.commands.account()).toEqual({
      kind: 'signed-out',
      reason: 'The keychain no longer has the access token. Please sign in again.',
    })
  })

  test('with a token revoked meanwhile asks to sign in again', async () => {
    await using bench = await prepareBench()
    await (await bench.startApp()).stop()
    bench.polar.revokeToken(bench.polar.token)

    const app = await signedOutApp(bench)
    const account = await untilAccount(app, ({ kind }) => kind === 'signed-out')

    expect(account).toEqual({ kind: 'signed-out', reason: REVOKED })
  })
})

describe('a token that is revoked while uploads are underway', () => {
  test('is asked about once, parts in flight still arrive, and all goes on after signing in', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    const told = accountsTold(app)
    const paths = ['a', 'b', 'c', 'd'].map((name, seed) => bench.folder.file(name, 1000, seed))
    onceRequest(polar, { kind: 'committed', operation: 'part' }, () => polar.revokeToken(polar.token))

    const { added } = await app.commands.add({ paths })
    const first = added[0]
    if (first === undefined) throw new Error('Nothing was added')
    const { state } = await app.until(first, 'waiting', 'completed', 'failed')
    const asked = await untilAccount(app, ({ kind }) => kind === 'signed-out')
    const outcome = await app.commands.signIn({ server: polar.url, token: polar.createToken() })
    const ended = added.map((id) => throughBackoffs(clock, app.until(id, 'completed')))
    await Promise.all(ended)

    expect(state).toEqual({ kind: 'failed', failure: { code: 'unauthorized', message: REVOKED } })
    expect(asked).toEqual({ kind: 'signed-out', reason: REVOKED })
    expect(outcome.ok).toBe(true)
    expect(told.map(({ kind }) => kind)).toEqual(['signed-out', 'signed-in'])
    expect(polar.counts().sessionsOpened).toBe(4)
  })

  test('and replaced by one that may not name the organization does not leave its uploads behind', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    const app = await bench.startApp()
    polar.addFault({ operation: 'create', kind: 'revoke-token' })
    const path = bench.folder.file('level.bin', 1000)
    const id = await addOne(app, path)
    await app.until(id, 'failed')

    await app.commands.signIn({
      server: polar.url,
      token: polar.createToken({ scopes: ['files:read', 'files:write'] }),
    })
    const another = await addOne(app, bench.folder.file('another.bin', 1000))
    await throughBackoffs(clock, app.until(another, 'completed', 'failed'))
    // Only Polar's answer to the other upload tells that the token is of the same organization.
    const { state } = await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

    expect(state.kind).toBe('completed')
    expect([...bench.keychain.tokens.keys()]).toEqual([`${polar.url} ${polar.organization.id}`])
  })
})

test('a token that lost the right to upload is asked about, with what it takes', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'create', kind: 'error', status: 403 })

  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  const { state } = await app.until(id, 'waiting', 'completed', 'failed')
  const account = await app.commands.account()
  await app.commands.signIn({ server: polar.url, token: polar.token })
  await app.until(id, 'completed')

  const message =
    'The access token may not do this: Not permitted. Please sign in with the token of somebody whose role in the organization may manage products.'
  expect(state).toEqual({ kind: 'failed', failure: { code: 'forbidden', message } })
  expect(account).toEqual({ kind: 'signed-out', reason: message })
})

test('signing out stops what is underway and keeps it; signing in again goes on where it was', async () => {
  await using bench = await prepareBench()
  const { polar, keychain } = bench
  const app = await bench.startApp()
  polar.addFault({ operation: 'part', partNumber: 2, kind: 'latency', delayMs: 600_000 })
  const path = bench.folder.file('level.bin', 17 * MiB)
  const id = await addOne(app, path)
  await untilProgress(app, id, ({ storedBytes }) => storedBytes === 16 * MiB)

  await app.commands.signOut()
  const between = { ...(await app.view(id)).state, tokens: keychain.tokens.size }
  await app.commands.signIn({ server: polar.url, token: polar.token })
  const completed = await app.until(id, 'waiting', 'completed', 'failed')

  expect(between).toEqual({ kind: 'queued', tokens: 0 })
  expect(await servedChecksum(polar, completed)).toBe(await checksumOf(path))
  expect(polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { committed: 2 } })
})

test('signing out of a keychain that does not let go says so and changes nothing, so that the token is not left there', async () => {
  await using bench = await prepareBench()
  const { keychain } = bench
  const app = await bench.startApp()
  keychain.lock('The keychain is locked.')

  await expect(app.commands.signOut()).rejects.toThrow('The keychain is locked.')
  const between = await app.commands.account()
  keychain.lock(null)
  await app.commands.signOut()

  expect(between.kind).toBe('signed-in')
  expect(await app.commands.account()).toEqual({ kind: 'signed-out', reason: null })
  expect(keychain.tokens.size).toBe(0)
})

test('an upload goes to the account it was added for, whoever is signed in between', async () => {
  await using bench = await prepareBench()
  const mine = bench.polar
  const theirs = await startLocalPolar({
    dataFolder: join(bench.folder.path, 'theirs'),
    now: () => bench.clock.now(),
  })
  onTestFinished(() => theirs.stop())
  const app = await bench.startApp()
  mine.addFault({ operation: 'create', kind: 'latency', delayMs: 600_000 })
  const started = untilRequest(mine, { kind: 'started', operation: 'create' })
  const toMe = await addOne(app, bench.folder.file('mine.bin', 1000))
  await started

  await app.commands.signOut()
  await app.commands.signIn({ server: theirs.url, token: theirs.token })
  const toThem = await addOne(app, bench.folder.file('theirs.bin', 1001))
  await app.until(toThem, 'completed', 'failed')
  const between = (await app.view(toMe)).state.kind
  await app.commands.signIn({ server: mine.url, token: mine.token })
  await app.until(toMe, 'completed', 'failed')

  expect(between).toBe('queued')
  expect(mine.files().map(({ name }) => name)).toEqual(['mine.bin'])
  expect(theirs.files().map(({ name }) => name)).toEqual(['theirs.bin'])
})

test('a file on its way to one account may be added for another', async () => {
  await using bench = await prepareBench()
  const theirs = await startLocalPolar({
    dataFolder: join(bench.folder.path, 'theirs'),
    now: () => bench.clock.now(),
  })
  onTestFinished(() => theirs.stop())
  const app = await bench.startApp()
  bench.polar.addFault({ operation: 'create', kind: 'latency', delayMs: 600_000 })
  const started = untilRequest(bench.polar, { kind: 'started', operation: 'create' })
  const path = bench.folder.file('level.bin', 1000)
  const toMe = await addOne(app, path)
  await started

  await app.commands.signOut()
  await app.commands.signIn({ server: theirs.url, token: theirs.token })
  const toThem = await addOne(app, path)
  await app.until(toThem, 'completed')

  expect((await app.view(toMe)).state.kind).toBe('queued')
})

test('a token that may not name its organization is recognized by the next start, which goes on', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const request = { server: polar.url, token: polar.createToken({ scopes: ['files:read', 'files:write'] }) }
  polar.addFault({ operation: 'part', partNumber: 2, kind: 'latency', delayMs: 600_000 })
  const path = bench.folder.file('level.bin', 17 * MiB)
  const before = await bench.createApp()
  await before.signInForNow(request)
  await before.start()
  const id = await addOne(before, path)
  await untilProgress(before, id, ({ storedBytes }) => storedBytes === 16 * MiB)
  await before.stop()

  const after = await bench.createApp()
  await after.signInForNow(request)
  const report = await after.commands.add({ paths: [path] })
  await after.start()
  await after.until(id, 'completed', 'failed')

  expect(report).toMatchObject({ added: [], alreadyThere: [{ path, id }] })
  expect(polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { committed: 2 } })
})
