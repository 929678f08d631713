import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { withFileNameEncoding } from '../../main/file-name-encoding.ts'
import { DESKTOP, ensureSystemPackages } from './system-packages.ts'

/** A desktop of its own: display, message bus, unlocked keychain and home folder. Nothing of the machine's is used. */
export interface DesktopSession {
  /** The environment for a program that is to live in it: complete, not a difference. */
  readonly env: Readonly<Record<string, string>>
  /** A folder that lives as long as the session. */
  readonly homeFolder: string
  /** Ends everything that lives in it, and removes its folders. Safe to call twice. */
  stop(): Promise<void>
}

/** How long a part of the session may take to come up. */
const START_LIMIT_MS = 20_000

// As every desktop has one: without an encoding the app begins again, and is lost to whoever steers it. The language is
// that of the tests, whoever runs them.
const LOCALE = { LC_ALL: 'C.UTF-8', LANGUAGE: '' } as const

// Without service folders the bus starts nothing by itself: the keychain on it is the one started here.
const BUS_CONFIGURATION = (folder: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

/**
 * Starts a desktop session on Linux, in a temporary home; installs what it needs as `ensureSystemPackages` does.
 * `display: 'own'` (the default) shows windows on a display in memory, `'inherited'` on the user's.
 */
export async function startDesktopSession(
  options: { readonly display?: 'own' | 'inherited' } = {},
): Promise<DesktopSession> {
  ensureSystemPackages(DESKTOP)
  // Short, because socket paths may not be longer than 108 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'desktop-'))
  const children: ChildProcess[] = []
  const endNow = (): void => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  process.once('exit', endNow)

  const stop = async (): Promise<void> => {
    process.off('exit', endNow)
    for (const child of children.toReversed()) await end(child)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    const env = homeIn(folder)
    // An app that begins again for the want of an encoding is lost to whoever steers it.
    if (options.display === 'inherited') Object.assign(env, withFileNameEncoding(env))
    else Object.assign(env, LOCALE, await startDisplay(children, env))
    await startBus(children, env, folder)
    await startKeychain(children, env)
    return { env, homeFolder: folder, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function homeIn(folder: string): Record<string, string> {
  const places = {
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    // A killed Chromium leaves things behind.
    TMPDIR: join(folder, 'tmp'),
  }
  for (const place of Object.values(places)) mkdirSync(place, { recursive: true, mode: 0o700 })
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return { ...Object.fromEntries(inherited), ...places }
}

async function startDisplay(
  children: ChildProcess[],
  env: Record<string, string>,
): Promise<Record<string, string>> {
  // File descriptor 3: the server picks a free display and writes its number there.
  const args = ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp', '-noreset']
  const server = start(children, env, 'Xvfb', args, ['ignore', 'ignore', 'ignore', 'pipe'])
  const number = await firstLine('Xvfb', server, server.stdio[3] as Readable)
  delete env.WAYLAND_DISPLAY
  return { DISPLAY: `:${number}`, XDG_SESSION_TYPE: 'x11' }
}

async function startBus(
  children: ChildProcess[],
  env: Record<string, string>,
  folder: string,
): Promise<void> {
  const configuration = join(folder, 'bus.conf')
  writeFileSync(configuration, BUS_CONFIGURATION(folder))
  const args = ['--nofork', '--nopidfile', `--config-file=${configuration}`, '--print-address=3']
  const bus = start(children, env, 'dbus-daemon', args, ['ignore', 'ignore', 'ignore', 'pipe'])
  env.DBUS_SESSION_BUS_ADDRESS = await firstLine('dbus-daemon', bus, bus.stdio[3] as Readable)
}

async function startKeychain(children: ChildProcess[], env: Record<string, string>): Promise<void> {
  const args = ['--foreground', '--unlock', '--components=secrets']
  const keychain = start(children, env, 'gnome-keyring-daemon', args, ['pipe', 'ignore', 'ignore'])
  // The password of a keychain that is gone with the session.
  keychain.stdin?.end('desktop session')
  const seconds = String(START_LIMIT_MS / 1000)
  const wait = spawn('gdbus', ['wait', '--session', '--timeout', seconds, 'org.freedesktop.secrets'], {
    env,
    stdio: 'ignore',
  })
  const [code] = (await once(wait, 'exit')) as [number | null]
  if (code !== 0) throw new Error('gnome-keyring-daemon did not come up')
}

function start(
  children: ChildProcess[],
  env: Record<string, string>,
  program: string,
  args: readonly string[],
  stdio: StdioOptions,
): ChildProcess {
  // The kernel ends it with this process, even when this process is killed. The keychain is not killed, as the
  // kernel makes an exception of programs with capabilities, but it ends with the bus.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', program, ...args], { env, stdio })
  children.push(child)
  return child
}

async function firstLine(program: string, child: ChildProcess, output: Readable): Promise<string> {
  const signal = AbortSignal.timeout(START_LIMIT_MS)
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`${program} ended before it was ready`)
  })
  const line = once(createInterface({ input: output }), 'line', { signal }) as Promise<[string]>
  const [text] = await Promise.race([line, ended])
  return text
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await ended
  clearTimeout(patience)
}
