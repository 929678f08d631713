import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { AccountId, UploadId } from '../../app/contract/ids.ts'
import { startLocalPolar, type LocalPolar } from '../local-polar/local-polar.ts'
import {
  addOne,
  ASK_AGAIN_MS,
  onceRequest,
  prepareBench,
  throughBackoffs,
  untilRequest,
  type TestApp,
  type TestBench,
} from '../support/test-app.ts'

const idOf = ({ url, organization }: LocalPolar): AccountId => `${url} ${organization.id}` as AccountId
const namesIn = (polar: LocalPolar): readonly string[] => polar.files().map(({ name }) => name)
const stalled = { operation: 'create', kind: 'latency', delayMs: 600_000 } as const

async function anotherPolar(bench: TestBench): Promise<LocalPolar> {
  const dataFolder = join(bench.folder.path, 'theirs')
  const theirs = await startLocalPolar({ dataFolder, now: () => bench.clock.now() })
  onTestFinished(() => theirs.stop())
  return theirs
}

/** An app that is signed in to both; theirs is the chosen one, as the last to come. */
async function appWithBoth(bench: TestBench, theirs: LocalPolar): Promise<TestApp> {
  const app = await bench.startApp()
  await app.commands.signIn({ server: theirs.url, token: theirs.token })
  return app
}

/** How it stands with each, and which is chosen. */
const standings = async (app: TestApp): Promise<readonly (readonly [string, string, boolean])[]> =>
  (await app.commands.accounts()).map(({ id, standing, isChosen }) => [id, standing.kind, isChosen])

test('uploads of two accounts go on side by side, whichever is chosen, and new files go to the chosen one', async () => {
  await using bench = await prepareBench()
  const mine = bench.polar
  const theirs = await anotherPolar(bench)
  const app = await bench.startApp()
  mine.addFault(stalled)
  const started = untilRequest(mine, { kind: 'started', operation: 'create' })
  const toMe = await addOne(app, bench.folder.file('mine.bin', 1000))
  await started

  await app.commands.signIn({ server: theirs.url, token: theirs.token })
  const toThem = await addOne(app, bench.folder.file('theirs.bin', 1001))
  await app.until(toThem, 'completed', 'failed')
  const between = (await app.view(toMe)).state.kind
  await app.commands.chooseAccount(idOf(mine))
  const later = await addOne(app, bench.folder.file('later.bin', 1002))
  await app.until(later, 'completed', 'failed')

  // It was never interrupted: the same request is still open.
  expect([between, (await app.view(toMe)).state.kind]).toEqual(['opening', 'opening'])
  expect([namesIn(mine), namesIn(theirs)]).toEqual([['later.bin'], ['theirs.bin']])
  expect(await standings(app)).toEqual([
    [idOf(mine), 'signed-in', true],
    [idOf(theirs), 'signed-in', false],
  ])
})

test('a file goes to the account that was chosen when it was added, whichever is by the time it was found', async () => {
  await using bench = await prepareBench()
  const mine = bench.polar
  const theirs = await anotherPolar(bench)
  const app = await appWithBoth(bench, theirs)

  const adding = app.commands.add({ paths: [bench.folder.file('theirs.bin', 1001)] })
  await app.commands.chooseAccount(idOf(mine))
  const [added] = (await adding).added
  await app.until(added as UploadId, 'completed', 'failed')

  expect([namesIn(mine), namesIn(theirs)]).toEqual([[], ['theirs.bin']])
})

test('a token that is refused stops the uploads of its account only, and asks for that one only', async () => {
  await using bench = await prepareBench()
  const mine = bench.polar
  const theirs = await anotherPolar(bench)
  const app = await appWithBoth(bench, theirs)
  await app.commands.chooseAccount(idOf(mine))
  onceRequest(mine, { kind: 'started', operation: 'create' }, () => mine.revokeToken(mine.token))
  mine.addFault({ operation: 'create', kind: 'revoke-token' })

  const toMe = await addOne(app, bench.folder.file('mine.bin', 1000))
  await app.until(toMe, 'failed', 'completed')
  await app.commands.chooseAccount(idOf(theirs))
  const toThem = await addOne(app, bench.folder.file('theirs.bin', 1001))
  const { state } = await app.until(toThem, 'completed', 'failed')
  const between = [...(await standings(app)), (await app.view(toMe)).state.kind]
  await app.commands.signIn({ server: mine.url, token: mine.createToken(), accountId: idOf(mine) })
  await throughBackoffs(bench.clock, app.until(toMe, 'completed', 'failed'))

  expect(state.kind).toBe('completed')
  expect(between).toEqual([[idOf(mine), 'needs-sign-in', false], [idOf(theirs), 'signed-in', true], 'failed'])
  expect(namesIn(mine)).toEqual(['mine.bin'])
  // Signing in again to one that is not chosen leaves the choice alone.
  expect(await standings(app)).toEqual([
    [idOf(mine), 'signed-in', false],
    [idOf(theirs), 'signed-in', true],
  ])
})

test('a server that cannot be reached holds back its own uploads only', async () => {
  await using bench = await prepareBench()
  const mine = bench.polar
  const theirs = await anotherPolar(bench)
  const app = await appWithBoth(bench, theirs)
  theirs.setReachable(false)

  const toThem = await addOne(app, bench.folder.file('theirs.bin', 1001))
  await app.until(toThem, 'waiting')
  await app.commands.chooseAccount(idOf(mine))
  const toMe = await addOne(app, bench.folder.file('mine.bin', 1000))
  await app.until(toMe, 'completed', 'failed')
  const between = await standings(app)
  theirs.setReachable(true)
  await bench.clock.until((timers) => timers.some(({ delayMs }) => delayMs === ASK_AGAIN_MS))
  await throughBackoffs(bench.clock, app.until(toThem, 'completed', 'failed'))

  expect(between).toEqual([
    [idOf(mine), 'signed-in', true],
    [idOf(theirs), 'offline', false],
  ])
  expect([namesIn(mine), namesIn(theirs)]).toEqual([['mine.bin'], ['theirs.bin']])
})

test('signing out of one interrupts its uploads only, forgets its token only, and chooses another', async () => {
  await using bench = await prepareBench()
  const mine = bench.polar
  const theirs = await anotherPolar(bench)
  const app = await appWithBoth(bench, theirs)
  mine.addFault(stalled)
  theirs.addFault(stalled)
  const bothStarted = Promise.all(
    [mine, theirs].map((polar) => untilRequest(polar, { kind: 'started', operation: 'create' })),
  )
  const toThem = await addOne(app, bench.folder.file('theirs.bin', 1001))
  await app.commands.chooseAccount(idOf(mine))
  const toMe = await addOne(app, bench.folder.file('mine.bin', 1000))
  await bothStarted

  await app.commands.signOut()

  expect([(await app.view(toMe)).state.kind, (await app.view(toThem)).state.kind]).toEqual([
    'queued',
    'opening',
  ])
  expect([...bench.keychain.tokens]).toEqual([[idOf(theirs), theirs.token]])
  expect(await standings(app)).toEqual([[idOf(theirs), 'signed-in', true]])
})

test('a restart signs in to all of them again, and the chosen one is the same', async () => {
  await using bench = await prepareBench()
  const theirs = await anotherPolar(bench)
  const first = await appWithBoth(bench, theirs)
  await first.commands.chooseAccount(idOf(bench.polar))
  await first.stop()

  const app = await bench.createApp()
  await app.start()
  const toMe = await addOne(app, bench.folder.file('mine.bin', 1000))
  await app.until(toMe, 'completed', 'failed')

  expect(await standings(app)).toEqual([
    [idOf(bench.polar), 'signed-in', true],
    [idOf(theirs), 'signed-in', false],
  ])
  expect(namesIn(bench.polar)).toEqual(['mine.bin'])
})

test('a restart with a locked keychain asks for each of them, and forgets none', async () => {
  await using bench = await prepareBench()
  const theirs = await anotherPolar(bench)
  await (await appWithBoth(bench, theirs)).stop()
  bench.keychain.lock('The keychain is locked.')

  const app = await bench.createApp()
  await app.start()

  expect(await standings(app)).toEqual([
    [idOf(bench.polar), 'needs-sign-in', false],
    [idOf(theirs), 'needs-sign-in', true],
  ])
  expect(bench.keychain.tokens.size).toBe(2)
})

test('two tokens of one server that do not name their organization are two accounts, until it is known', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const scopes = ['files:read', 'files:write'] as const
  const app = await bench.createApp()
  await app.start()
  for (const token of [polar.createToken({ scopes }), polar.createToken({ scopes })])
    await app.commands.signIn({ server: polar.url, token })
  const before = await app.commands.accounts()

  const id = await addOne(app, bench.folder.file('level.bin', 1000))
  await app.until(id, 'completed', 'failed')

  expect(before.map(({ isChosen }) => isChosen)).toEqual([false, true])
  expect(
    (await app.commands.accounts()).map(({ isChosen, id: each }) => [each === idOf(polar), isChosen]),
  ).toEqual([
    [false, false],
    [true, true],
  ])
})

test('what waits for a token that did not name its organization goes to no other such token, unless the user says so', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const scopes = ['files:read', 'files:write'] as const
  const [first, second, third] = [1, 2, 3].map(() => polar.createToken({ scopes })) as [
    string,
    string,
    string,
  ]
  const app = await bench.createApp()
  await app.start()
  await app.commands.signIn({ server: polar.url, token: first })
  polar.addFault({ operation: 'create', kind: 'revoke-token' })
  const waiting = await addOne(app, bench.folder.file('waiting.bin', 1000))
  await app.until(waiting, 'failed', 'completed')
  const [refused] = await app.commands.accounts()

  await app.commands.signIn({ server: polar.url, token: second })
  const other = await addOne(app, bench.folder.file('other.bin', 1001))
  await app.until(other, 'completed', 'failed')
  const between = [namesIn(polar), (await app.view(waiting)).state.kind]
  await app.commands.signIn({ server: polar.url, token: third, accountId: refused?.id })
  await throughBackoffs(bench.clock, app.until(waiting, 'completed', 'canceled'))

  expect(refused?.standing.kind).toBe('needs-sign-in')
  expect(between).toEqual([['other.bin'], 'failed'])
  expect(namesIn(polar).toSorted()).toEqual(['other.bin', 'waiting.bin'])
})

test('says what a token may do, by asking Polar', async () => {
  await using bench = await prepareBench()
  const { polar } = bench
  const app = await bench.startApp()
  const full = await app.commands.tokenRights(idOf(polar))
  const token = polar.createToken({ scopes: ['files:write'] })
  const outcome = await app.commands.signIn({ server: polar.url, token })
  polar.revokeToken(polar.token)
  const revoked = await app.commands.tokenRights(idOf(polar))

  expect(full).toEqual({ ok: true, rights: { mayUpload: true, mayReadName: true } })
  expect(outcome).toMatchObject({ ok: true, rights: { mayUpload: true, mayReadName: false } })
  expect(revoked).toMatchObject({ ok: false, failure: { code: 'unauthorized' } })
  expect((await standings(app))[0]).toEqual([idOf(polar), 'needs-sign-in', false])
})
