import { afterEach, beforeEach, expect, test } from 'vitest'
import { KeychainError } from '../../../app/ports.ts'
import { adviceFor, createKeytarKeychain } from '../../../main/keytar-keychain.ts'
import { systemClock } from '../../../main/system-clock.ts'

const BUS = 'DBUS_SESSION_BUS_ADDRESS'
let bus: string | undefined

beforeEach(() => {
  bus = process.env[BUS]
  process.env[BUS] = 'unix:path=/nonexistent/bus'
})
afterEach(() => {
  if (bus === undefined) Reflect.deleteProperty(process.env, BUS)
  else process.env[BUS] = bus
})

test.runIf(process.platform === 'linux')('without a keyring every call says how to get one', async () => {
  const keychain = createKeytarKeychain(systemClock)

  const outcomes = await Promise.allSettled([
    keychain.read('account'),
    keychain.write('account', 'polar_oat_abc'),
    keychain.remove('account'),
  ])

  const refusal: PromiseSettledResult<unknown> = {
    status: 'rejected',
    reason: new KeychainError(adviceFor({ platform: 'linux' })),
  }
  expect(outcomes).toEqual([refusal, refusal, refusal])
})

test('the advice names what the platform has', () => {
  const advice = (['linux', 'darwin', 'win32'] as const).map((platform) => adviceFor({ platform }))

  expect(advice).toEqual([
    expect.stringContaining('sudo apt install gnome-keyring'),
    expect.stringContaining('Keychain Access'),
    expect.stringContaining('Credential Manager'),
  ])
})

test('a locked keyring is to be unlocked, not installed', () => {
  const refusal = new Error('Cannot create an item in a locked collection')

  expect(adviceFor({ platform: 'linux' }, refusal)).toBe(
    'Your keyring is locked. Unlock it, then start Polar Uploader again.',
  )
})
