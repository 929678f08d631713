import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startLocalPolar, type LocalPolar } from '../local-polar/local-polar.ts'
import { startDesktopSession } from '../support/desktop-session.ts'
import { PROJECT_FOLDER } from '../support/fresh-build.ts'
import { shareAddress } from '../support/shared-address.ts'
import { untilRequest } from '../support/test-app.ts'
import { eventsIn, prepareCliBench, type CliBench } from './cli-bench.ts'

const CLI = join(PROJECT_FOLDER, 'out/main/cli.js')

const namesIn = (polar: LocalPolar): readonly string[] =>
  polar.files().flatMap(({ name, is_uploaded: isUploaded }) => (isUploaded ? [name] : []))

/** Runs the command line on a keychain of its own, with a bench's data folder. */
async function withKeychain(bench: CliBench) {
  const session = await startDesktopSession()
  onTestFinished(() => session.stop())
  const env: Record<string, string> = { ...bench.env, ...session.env }
  delete env.POLAR_ACCESS_TOKEN
  delete env.POLAR_SERVER
  const start = (words: readonly string[], change: Readonly<Record<string, string>> = {}, input = '') => {
    const cli = spawn(process.execPath, [CLI, ...words], { env: { ...env, ...change }, stdio: 'pipe' })
    onTestFinished(() => void cli.kill('SIGKILL'))
    let [output, messages] = ['', '']
    cli.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    cli.stderr.setEncoding('utf8').on('data', (text: string) => (messages += text))
    cli.stdin.end(input)
    const ended = once(cli, 'close').then(([exitCode]) => ({
      ...{ exitCode: exitCode as number | null, output, messages },
    }))
    return { process: cli, ended }
  }
  const run = (...command: Parameters<typeof start>) => start(...command).ended
  return { start, run }
}

/** A local Polar beside the bench's own. */
async function startOther(bench: CliBench, organizationName: string): Promise<LocalPolar> {
  const polar = await startLocalPolar({
    dataFolder: join(bench.folder.path, organizationName),
    organizationName,
  })
  onTestFinished(() => polar.stop())
  return polar
}

/** Two servers that are signed in to; theirs is the chosen one, as the last to come. */
async function signedInToBoth(bench: CliBench) {
  const { start, run } = await withKeychain(bench)
  const theirs = await startOther(bench, 'Local Studio')
  const mine = bench.polar
  for (const { url, token } of [mine, theirs]) {
    const signedIn = await run(['sign-in', '--server', url], {}, token)
    expect(signedIn).toMatchObject({ exitCode: 0 })
  }
  /** Has one upload begin on each server, and dies with both unfinished. */
  const beginOnBoth = async (): Promise<void> => {
    for (const [polar, name] of [
      [mine, 'mine.zip'],
      [theirs, 'theirs.zip'],
    ] as const) {
      polar.addFault({ operation: 'create', kind: 'latency', delayMs: 600_000 })
      const begun = untilRequest(polar, { kind: 'started', operation: 'create' })
      const cli = start(['upload', bench.folder.file(name, 1000), '--server', polar.url])
      await begun
      cli.process.kill('SIGINT')
      await cli.ended
    }
  }
  return { mine, theirs, run, beginOnBoth }
}

/** How `accounts --json` tells of one. */
const entry = ({ url, organization }: LocalPolar, more: object): object => ({
  id: `${url} ${organization.id}`,
  organizationName: organization.name,
  serverUrl: url,
  ...more,
})

describe.runIf(process.platform === 'linux')('several accounts', () => {
  test('are listed: which is chosen, which can be reached, and which needs a sign-in', async () => {
    await using bench = await prepareCliBench()
    const { mine, theirs, run } = await signedInToBoth(bench)

    const good = await run(['accounts', '--json'])
    mine.revokeToken(mine.token)
    theirs.setReachable(false)
    const bad = await run(['accounts', '--json'])
    const plain = await run(['accounts'])

    expect(good).toMatchObject({ exitCode: 0, messages: '' })
    expect(eventsIn(good)).toEqual([
      entry(mine, { chosen: false, state: 'signed-in' }),
      entry(theirs, { chosen: true, state: 'signed-in' }),
    ])
    const message = expect.stringMatching(/\.$/) as unknown
    expect(eventsIn(bad)).toEqual([
      entry(mine, { chosen: false, state: 'needs-sign-in', message }),
      entry(theirs, { chosen: true, state: 'offline', message }),
    ])
    expect(plain.output.split('\n').map((line) => line.slice(0, 18).trimEnd())).toEqual([
      '   needs sign-in',
      '*  offline',
      '',
    ])
    expect(good.output + bad.output + plain.output).not.toContain(mine.token)
  })

  test('an upload goes to the chosen one, or to that of the server that is named', async () => {
    await using bench = await prepareCliBench()
    const { mine, theirs, run } = await signedInToBoth(bench)
    const file = (name: string): string => bench.folder.file(name, 1000)

    const codes = [
      await run(['upload', file('chosen.zip')]),
      await run(['upload', file('option.zip'), '--server', mine.url]),
      await run(['upload', file('variable.zip')], { POLAR_SERVER: mine.url }),
      await run(['upload', file('both.zip'), '--server', theirs.url], { POLAR_SERVER: mine.url }),
      await run(['upload', file('still.zip')]),
      await run(['upload', file('nowhere.zip'), '--server', 'sandbox']),
    ].map(({ exitCode }) => exitCode)

    expect(codes).toEqual([0, 0, 0, 0, 0, 3])
    expect([namesIn(mine).toSorted(), namesIn(theirs).toSorted()]).toEqual([
      ['option.zip', 'variable.zip'],
      ['both.zip', 'chosen.zip', 'still.zip'],
    ])
  })

  test('signing out forgets the chosen one, or that of a server, and leaves the others', async () => {
    await using bench = await prepareCliBench()
    const { mine, theirs, run } = await signedInToBoth(bench)

    const unknown = await run(['sign-out', '--server', 'sandbox'])
    const named = await run(['sign-out', '--server', mine.url])
    const left = eventsIn(await run(['accounts', '--json'])).map(({ serverUrl }) => serverUrl)
    await run(['sign-out'])
    const none = await run(['accounts'])

    expect(unknown).toMatchObject({
      exitCode: 3,
      messages:
        'No account of https://sandbox-api.polar.sh. Run “polar-uploader accounts” to see all accounts.\n',
    })
    expect(named).toMatchObject({
      exitCode: 0,
      messages: `Signed out of Local Studio at ${mine.url}. The token is no longer in your keychain.\n`,
    })
    expect(left).toEqual([theirs.url])
    expect(none).toMatchObject({ exitCode: 0, output: 'No accounts.\n' })
  })

  test('resume goes on with the uploads of all that are signed in', async () => {
    await using bench = await prepareCliBench()
    const { mine, theirs, run, beginOnBoth } = await signedInToBoth(bench)
    await beginOnBoth()

    const result = await run(['resume'])

    expect(result).toMatchObject({ exitCode: 0, messages: '' })
    expect([namesIn(mine), namesIn(theirs)]).toEqual([['mine.zip'], ['theirs.zip']])
  })

  test('resume names the uploads of one that was signed out of, and does the rest', async () => {
    await using bench = await prepareCliBench()
    const { mine, theirs, run, beginOnBoth } = await signedInToBoth(bench)
    await beginOnBoth()
    await run(['sign-out', '--server', theirs.url])

    const some = await run(['resume'])
    await run(['sign-out'])
    const none = await run(['resume'])

    expect(some).toMatchObject({
      exitCode: 0,
      messages: `Not resumed, because you are signed out of their account at ${theirs.url}: theirs.zip. Sign in there first.\n`,
    })
    expect([namesIn(mine), namesIn(theirs)]).toEqual([['mine.zip'], []])
    expect(none).toMatchObject({ exitCode: 3 })
  })

  test('resume neither stops early nor waits for ever when the chosen one loses its token on the way', async () => {
    await using bench = await prepareCliBench()
    const { mine, theirs, run, beginOnBoth } = await signedInToBoth(bench)
    await beginOnBoth()
    // Theirs is refused at once; mine is waiting for its next try then.
    mine.addFault({ operation: 'create', kind: 'error', status: 503 })
    theirs.addFault({ operation: 'create', kind: 'error', status: 401 })

    const result = await run(['resume'])

    expect(result.exitCode).toBe(3)
    expect(result.messages).toContain(`Local Studio at ${theirs.url}: Polar does not accept the access token`)
    expect([namesIn(mine), namesIn(theirs)]).toEqual([['mine.zip'], []])
  })
})

/** A server where two organizations are signed in to, and the bench's own Polar, which is the chosen one. */
async function signedInToTwoAtOnce(bench: CliBench) {
  const { run } = await withKeychain(bench)
  const [north, south] = [await startOther(bench, 'North'), await startOther(bench, 'South')]
  const shared = await shareAddress([north, south])
  onTestFinished(() => shared.stop())
  for (const { url, token } of [
    { url: shared.url, token: north.token },
    { url: shared.url, token: south.token },
    bench.polar,
  ]) {
    expect(await run(['sign-in', '--server', url], {}, token)).toMatchObject({ exitCode: 0 })
  }
  return { north, south, url: shared.url, run }
}

describe.runIf(process.platform === 'linux')('several accounts of one server', () => {
  const which = 'Choose one with --account.'

  test('are not guessed among: nothing goes anywhere, and no token is forgotten, until one is named', async () => {
    await using bench = await prepareCliBench()
    const { north, south, url, run } = await signedInToTwoAtOnce(bench)
    const path = bench.folder.file('game.zip', 1000)

    const refused = [
      await run(['upload', path, '--server', url]),
      await run(['upload', path], { POLAR_SERVER: url }),
      await run(['files', '--server', url]),
      await run(['sign-out', '--server', url]),
    ]
    const listed = await run(['list'])
    const left = eventsIn(await run(['accounts', '--json']))

    const messages = `Several accounts match at ${url}: “North”, “South”. ${which}\n`
    expect(refused).toEqual(refused.map(() => ({ exitCode: 2, output: '', messages })))
    expect([listed.output, namesIn(north), namesIn(south), left.length]).toEqual(['No uploads.\n', [], [], 3])
  })

  test('are told apart by name or id, and the others are left alone', async () => {
    await using bench = await prepareCliBench()
    const { north, south, url, run } = await signedInToTwoAtOnce(bench)
    const file = (name: string): string => bench.folder.file(name, 1000)

    const results = [
      await run(['upload', file('by name.zip'), '--server', url, '--account', 'south']),
      await run(['upload', file('by id.zip'), '--account', north.organization.id], {
        POLAR_SERVER: 'sandbox',
      }),
      await run(['upload', file('chosen.zip')]),
      await run(['sign-out', '--account', `${url} ${north.organization.id}`]),
      await run(['upload', file('the only one.zip'), '--server', url]),
      await run(['upload', file('nowhere.zip'), '--account', 'North']),
    ]

    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 3])
    expect(results.at(-1)?.messages).toBe(
      'No account “North”. Run “polar-uploader accounts” to see all accounts.\n',
    )
    expect([namesIn(north), namesIn(south).toSorted(), namesIn(bench.polar)]).toEqual([
      ['by id.zip'],
      ['by name.zip', 'the only one.zip'],
      ['chosen.zip'],
    ])
  })

  test('are no obstacle to resume, whose uploads have their account', async () => {
    await using bench = await prepareCliBench()
    const { north, url, run } = await signedInToTwoAtOnce(bench)
    const path = bench.folder.file('game.zip', 1000)
    north.addFault({ operation: 'create', kind: 'error', status: 403, when: 'before' })
    await run(['upload', path, '--account', 'North'])

    const result = await run(['resume'], { POLAR_SERVER: url })

    expect([result.exitCode, namesIn(north)]).toEqual([0, ['game.zip']])
  })
})

test('a token in the environment is of one account, and is not used for another', async () => {
  await using bench = await prepareCliBench()
  const path = bench.folder.file('game.zip', 1000)

  const refused = await bench.run(['upload', path, '--account', 'North'])
  const taken = await bench.run(['upload', path, '--account', 'Local Studio'])

  expect(refused).toMatchObject({
    ...{ exitCode: 3, output: '' },
    messages: `POLAR_ACCESS_TOKEN belongs to Local Studio at ${bench.polar.url}, not to “North”.\n`,
  })
  expect([taken.exitCode, namesIn(bench.polar)]).toEqual([0, ['game.zip']])
})
