import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

type Need = { readonly package: string } & (
  { readonly program: string } | { readonly library: string } | { readonly file: string }
)

/** What the keychain needs of the system: the client library of the Secret Service. */
export const KEYCHAIN: readonly Need[] = [{ package: 'libsecret-1-0', library: 'libsecret-1.so.0' }]

/**
 * What a window needs of a system that has no desktop: a display in memory, a message bus, a keychain, a font, and
 * the libraries Electron links to. The packages named here depend on all the others.
 */
export const DESKTOP: readonly Need[] = [
  ...KEYCHAIN,
  { package: 'xvfb', program: 'Xvfb' },
  { package: 'dbus-daemon', program: 'dbus-daemon' },
  { package: 'libglib2.0-bin', program: 'gdbus' },
  { package: 'gnome-keyring', program: 'gnome-keyring-daemon' },
  { package: 'fonts-dejavu-core', file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' },
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0' },
  { package: 'libnss3', library: 'libnss3.so' },
  { package: 'libasound2', library: 'libasound.so.2' },
  { package: 'libgbm1', library: 'libgbm.so.1' },
]

/** What gives a process another clock than the computer's. */
export const FAKE_TIME: readonly Need[] = [{ package: 'faketime', program: 'faketime' }]

/** What presses keys as a keyboard does. */
export const REAL_KEYS: readonly Need[] = [{ package: 'xdotool', program: 'xdotool' }]

/** What measures a program that is run. */
export const TIMING: readonly Need[] = [{ package: 'time', file: '/usr/bin/time' }]

/** The programs that the benchmark measures the app against. */
export const PEERS: readonly Need[] = [
  { package: 'curl', program: 'curl' },
  { package: 'openssl', program: 'openssl' },
  { package: 'rclone', program: 'rclone' },
  { package: 'awscli', file: '/usr/bin/aws' },
  { package: 's3cmd', program: 's3cmd' },
]

/**
 * Makes sure that the system has what is needed: installs what is missing when it may (Debian and its kin, as root),
 * else throws an error with the one command to run. Does nothing on macOS and Windows, which have it all.
 */
export function ensureSystemPackages(needs: readonly Need[]): void {
  if (process.platform !== 'linux') return
  const missing = missingOf(needs)
  if (missing.length === 0) return

  const packages = missing.map((need) => need.package)
  if (!isProgram('apt-get')) {
    throw new Error(`Please install what Debian calls: ${packages.join(' ')}`)
  }
  if (process.getuid?.() !== 0) {
    throw new Error(`Please run this once, then try again:\n  sudo apt-get install -y ${packages.join(' ')}`)
  }
  install(packages)
  const stillMissing = missingOf(needs).map((need) => need.package)
  if (stillMissing.length > 0) throw new Error(`apt-get could not install: ${stillMissing.join(' ')}`)
}

function install(packages: readonly string[]): void {
  process.stdout.write(`Installing Debian packages: ${packages.join(' ')}\n`)
  // A fresh machine has no package lists yet; an old list names versions that are gone.
  apt('update', '-qq')
  apt('install', '-y', '-qq', '--no-install-recommends', ...packages.map(nameHere))
}

function apt(...args: readonly string[]): void {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync('apt-get', args, options)
  if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${stdout}${stderr}`)
}

// Debian 13 and Ubuntu 24.04 renamed libraries whose interface changed with the 64-bit time.
function nameHere(name: string): string {
  const isKnown = spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0
  return isKnown ? name : `${name}t64`
}

function missingOf(needs: readonly Need[]): readonly Need[] {
  const libraries = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' })
  return needs.filter((need) => {
    if ('program' in need) return !isProgram(need.program)
    if ('library' in need) return !libraries.includes(`\t${need.library} `)
    return !existsSync(need.file)
  })
}

const isProgram = (name: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))
