import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startDesktopSession, type DesktopSession } from '../support/desktop-session.ts'
import { PROJECT_FOLDER } from '../support/fresh-build.ts'
import { checksumOfFile, filesWith, prepareCliBench, type CliBench } from './cli-bench.ts'

const CLI = join(PROJECT_FOLDER, 'out/main/cli.js')

async function newSession(): Promise<DesktopSession> {
  const session = await startDesktopSession()
  onTestFinished(() => session.stop())
  return session
}

const without = (name: string, env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([other]) => other !== name))

/** The bench's environment in a desktop session, without a token in it. */
const environmentIn = (session: DesktopSession, { env }: CliBench): Record<string, string> =>
  without('POLAR_ACCESS_TOKEN', { ...env, ...session.env })

/** Runs it with this on standard input. */
async function run(words: readonly string[], env: Readonly<Record<string, string>>, input = '') {
  const cli = spawn(process.execPath, [CLI, ...words], { env, stdio: 'pipe' })
  onTestFinished(() => void cli.kill('SIGKILL'))
  let output = ''
  let messages = ''
  cli.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  cli.stderr.setEncoding('utf8').on('data', (text: string) => (messages += text))
  cli.stdin.end(input)
  const [exitCode] = (await once(cli, 'close')) as [number | null]
  return { exitCode, output, messages }
}

describe.runIf(process.platform === 'linux')('a keychain', () => {
  test('keeps the token from standard input, is used without one in the environment, and lets go of it', async () => {
    const session = await newSession()
    await using bench = await prepareCliBench()
    const { polar } = bench
    const env = environmentIn(session, bench)
    const path = bench.folder.file('game.zip', 1000)

    const signedIn = await run(['sign-in', '--server', polar.url], env, `${polar.token}\n`)
    const uploaded = await run(['upload', path], env)
    const elsewhere = await run(['upload', path], { ...env, POLAR_SERVER: 'sandbox' })
    const onDisk = [bench.dataFolder, session.homeFolder].flatMap((folder) => filesWith(polar.token, folder))
    const signedOut = await run(['sign-out'], env)
    const refused = await run(['upload', path], env)

    expect(signedIn).toEqual({
      exitCode: 0,
      output: '',
      messages: 'Signed in to Local Studio. The token is in your keychain.\n',
    })
    expect(uploaded).toMatchObject({ exitCode: 0, messages: '' })
    expect(await bench.served()).toEqual({ 'game.zip': checksumOfFile(path) })
    expect(elsewhere).toMatchObject({
      exitCode: 3,
      messages:
        'Not signed in to https://sandbox-api.polar.sh. Run polar-uploader sign-in --server sandbox, or set POLAR_ACCESS_TOKEN.\n',
    })
    expect(onDisk).toEqual([])
    expect(signedOut).toMatchObject({
      exitCode: 0,
      messages: `Signed out of Local Studio at ${polar.url}. The token is no longer in your keychain.\n`,
    })
    expect(refused).toMatchObject({
      exitCode: 3,
      messages: 'Not signed in. Run polar-uploader sign-in, or set POLAR_ACCESS_TOKEN.\n',
    })
  })

  test('that is locked is to be unlocked, and the token is not taken for lost', async () => {
    const session = await newSession()
    await using bench = await prepareCliBench()
    // Without a display nobody is asked for the password.
    const env = without('DISPLAY', environmentIn(session, bench))
    const path = bench.folder.file('game.zip', 1000)
    await run(['sign-in'], env, bench.polar.token)
    const keyring = '/org/freedesktop/secrets/collection/login'
    await promisify(execFile)(
      'gdbus',
      [
        ...[
          'call',
          '--session',
          '--dest',
          'org.freedesktop.secrets',
          '--object-path',
          '/org/freedesktop/secrets',
        ],
        ...['--method', 'org.freedesktop.Secret.Service.Lock', `['${keyring}']`],
      ],
      { env: session.env },
    )

    const locked = await run(['upload', path], env)

    expect(locked).toMatchObject({ exitCode: 3, output: '' })
    expect(locked.messages).toMatch(/^Your keyring is locked\. Unlock it/)
  })
})

describe.runIf(process.platform === 'linux')('without a keychain', () => {
  /** Nothing a Secret Service could be found by. */
  const bare = ({ env, folder }: CliBench): Record<string, string> => ({
    ...without('POLAR_ACCESS_TOKEN', env),
    PATH: process.env.PATH ?? '',
    XDG_RUNTIME_DIR: folder.path,
  })

  test('signing in says how to get one, and the token is kept nowhere', async () => {
    await using bench = await prepareCliBench()
    const env = bare(bench)

    const signedIn = await run(['sign-in'], env, bench.polar.token)
    const after = await run(['files'], env)

    expect(signedIn).toMatchObject({
      exitCode: 3,
      output: '',
      messages: expect.stringContaining('sudo apt install gnome-keyring libsecret-1-0') as unknown,
    })
    expect(after).toMatchObject({
      exitCode: 3,
      messages: expect.stringContaining('Not signed in.') as unknown,
    })
    expect(filesWith(bench.polar.token, bench.folder.path)).toEqual([])
  })

  test('a token in the environment is enough to upload', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)

    const { exitCode } = await run(['upload', path], {
      ...bare(bench),
      POLAR_ACCESS_TOKEN: bench.polar.token,
    })

    expect({ exitCode, served: await bench.served() }).toEqual({
      exitCode: 0,
      served: { 'game.zip': checksumOfFile(path) },
    })
  })

  test('a token that does not fit is refused before a keychain is asked for', async () => {
    await using bench = await prepareCliBench()

    const result = await run(['sign-in'], bare(bench), 'hunter2')

    expect(result).toMatchObject({
      exitCode: 3,
      messages: expect.stringMatching(/^This is not a Polar access token/) as unknown,
    })
  })
})
