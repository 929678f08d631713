import { createRequire } from 'node:module'
import type * as Keytar from 'keytar'
import { KeychainError, type Clock, type Keychain } from '../app/ports.ts'
import { thisComputer, type Computer } from './data-folder.ts'

/** The name under which the system's keychain shows our tokens. */
const SERVICE = 'Polar Uploader'

/**
 * How long a call may take. Someone may have to find a password to unlock the keychain with; where nobody can be
 * asked, on a Linux without a display, an answer comes at once or never.
 */
const WITH_PROMPT_MS = 120_000
const WITHOUT_PROMPT_MS = 15_000

/**
 * The operating system's keychain. Nothing is ever written anywhere else: where there is no keychain, every call
 * throws a `KeychainError` that says how to get one.
 */
export function createKeytarKeychain(clock: Clock, computer = thisComputer): Keychain {
  const ask = async <T>(question: (keytar: typeof Keytar) => Promise<T>): Promise<T> => {
    try {
      return await withinLimit(clock, computer, question(loadKeytar()))
    } catch (error) {
      throw error instanceof KeychainError
        ? error
        : new KeychainError(adviceFor(computer, error), { cause: error })
    }
  }
  return {
    read: (account) =>
      ask(async (keytar) => {
        const token = await keytar.getPassword(SERVICE, account)
        if (token === null) await proveUnlocked(keytar, computer)
        return token
      }),
    write: (account, token) => ask((keytar) => keytar.setPassword(SERVICE, account, token)),
    remove: (account) =>
      ask(async (keytar) => {
        if (!(await keytar.deletePassword(SERVICE, account))) await proveUnlocked(keytar, computer)
      }),
  }
}

/**
 * On Linux a locked keyring says it has no such token instead of saying that it is locked; only writing tells the
 * two apart. A token must never be taken for lost because a keyring was locked.
 */
async function proveUnlocked(keytar: typeof Keytar, { platform }: Computer): Promise<void> {
  if (platform !== 'linux') return
  await keytar.setPassword(
    SERVICE,
    'lock-check',
    'Not a secret: written to see whether the keyring is unlocked.',
  )
  await keytar.deletePassword(SERVICE, 'lock-check')
}

/** Says how to get a keychain that works, on this platform, and after what went wrong. */
export function adviceFor({ platform }: Pick<Computer, 'platform'>, error?: unknown): string {
  if (platform === 'darwin') {
    return 'The macOS keychain refused. Open Keychain Access, unlock the login keychain, then try again.'
  }
  if (platform === 'win32') {
    return 'The Windows Credential Manager refused. Check that its service is running, then try again.'
  }
  if (/\block(?:ed)?\b/i.test(String(error))) {
    return 'Your keyring is locked. Unlock it, then start Polar Uploader again.'
  }
  return (
    'There is no keyring to keep your access token in. Install and unlock one, for example gnome-keyring ' +
    '(sudo apt install gnome-keyring libsecret-1-0), then start Polar Uploader again.'
  )
}

// At the first call, not at start-up: without libsecret keytar does not even load, and uploads need no token.
const loadKeytar = (): typeof Keytar => createRequire(import.meta.url)('keytar') as typeof Keytar

function withinLimit<T>(clock: Clock, { platform, env }: Computer, answer: Promise<T>): Promise<T> {
  const canPrompt = platform !== 'linux' || env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined
  return new Promise((resolve, reject) => {
    const stopWaiting = clock.after(canPrompt ? WITH_PROMPT_MS : WITHOUT_PROMPT_MS, () => {
      reject(new KeychainError('The keychain does not answer. Unlock it, then try again.'))
    })
    answer.then(resolve, reject).finally(stopWaiting)
  })
}
