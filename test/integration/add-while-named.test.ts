import { mkdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { assembleApp, type App } from '../../app/assemble-app.ts'
import type { SignInRequest } from '../../app/contract/account-view.ts'
import { createSourceFiles } from '../../app/source/source-files.ts'
import { makeDataFolder, openDatabase } from '../../app/store/database.ts'
import { createNodeHttp } from '../../main/node-http.ts'
import { systemRandom } from '../../main/system-random.ts'
import type { LocalPolar } from '../local-polar/local-polar.ts'
import { prepareBench, untilRequest, type TestBench } from '../support/test-app.ts'

/** A token that may not say whose it is. */
const namelessToken = (polar: LocalPolar): string =>
  polar.createToken({ scopes: ['files:read', 'files:write'] })

/** What the app calls the account once an answer of Polar has told whose it is. */
const nameOf = ({ url, organization }: LocalPolar): string => `${url} ${organization.id}`

const idsOf = async (app: Pick<App, 'commands'>): Promise<readonly string[]> =>
  (await app.commands.accounts()).map(({ id }) => id)

/** An app that has found what is in a folder, and says so once `letGo` is called. */
async function appWithSlowFolder(
  bench: TestBench,
  slow: string,
): Promise<{ readonly app: App; readonly letGo: () => void }> {
  makeDataFolder(bench.dataFolder)
  const { db } = openDatabase(bench.dataFolder, bench.clock.now())
  const http = createNodeHttp({ proxyEnvFor: () => Promise.resolve({}) })
  const files = createSourceFiles(new URL('../../app/source/hash-worker.ts', import.meta.url))
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const expand: typeof files.expand = async (paths) => {
    const found = await files.expand(paths)
    if (paths.includes(slow)) await held
    return found
  }
  const app = assembleApp({
    ...bench,
    db,
    http,
    random: systemRandom,
    sources: { ...files, expand },
    notices: [],
  })
  onTestFinished(async () => {
    await app.stop()
    http.close()
    db.close()
  })
  await app.start()
  return { app, letGo: () => letGo() }
}

async function signOutAndIn(app: App, request: SignInRequest): Promise<void> {
  await app.commands.signOut()
  await app.commands.signIn(request)
}

test.each([
  ['gets a name', () => Promise.resolve()],
  ['is signed out of and in again, and gets a name', signOutAndIn],
])(
  'a folder that is being added while its account %s goes to the account by that name',
  async (_what, meanwhile) => {
    await using bench = await prepareBench()
    const { polar, folder } = bench
    const slow = join(folder.path, 'slow')
    mkdirSync(slow)
    for (const name of ['a.bin', 'b.bin']) renameSync(folder.file(name, 1001), join(slow, name))
    const { app, letGo } = await appWithSlowFolder(bench, slow)
    const request = { server: polar.url, token: namelessToken(polar) }
    await app.commands.signIn(request)
    const before = await idsOf(app)
    const opened = untilRequest(polar, { kind: 'committed', operation: 'complete' })

    const adding = app.commands.add({ paths: [slow] })
    await meanwhile(app, request)
    await app.commands.add({ paths: [folder.file('first.bin', 1000)] })
    await opened
    letGo()
    await adding

    const uploads = (await app.commands.list()).map(({ path, accountId }) => [basename(path), accountId])
    expect(before).not.toEqual([nameOf(polar)])
    expect(await idsOf(app)).toEqual([nameOf(polar)])
    expect(uploads).toEqual(['first.bin', 'a.bin', 'b.bin'].map((name) => [name, nameOf(polar)]))
  },
)
