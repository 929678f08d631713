import { KeychainError, type Keychain } from '../../app/ports.ts'

/** A keychain in memory that can be locked. */
export interface MemoryKeychain extends Keychain {
  readonly tokens: ReadonlyMap<string, string>
  /** While locked, every call throws `KeychainError` with that message; null unlocks it. */
  lock(message: string | null): void
}

/** Creates an empty, unlocked one. */
export function createMemoryKeychain(): MemoryKeychain {
  const tokens = new Map<string, string>()
  let locked: string | null = null
  const unlocked = (): void => {
    if (locked !== null) throw new KeychainError(locked)
  }
  return {
    tokens,
    lock(message) {
      locked = message
    },
    async read(account) {
      await Promise.resolve()
      unlocked()
      return tokens.get(account) ?? null
    },
    async write(account, token) {
      await Promise.resolve()
      unlocked()
      tokens.set(account, token)
    },
    async remove(account) {
      await Promise.resolve()
      unlocked()
      tokens.delete(account)
    },
  }
}
