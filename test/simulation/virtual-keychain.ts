import { KeychainError, type Keychain } from '../../app/ports.ts'

/** The system's keychain, which outlives every process. */
export interface VirtualKeychain {
  lock(isLocked: boolean): void
  /** Opens it to a process; `pause` resolves after a moment, never for a process that has died meanwhile. */
  openFor(pause: () => Promise<void>): Keychain
}

/** Creates an empty one, unlocked. */
export function createVirtualKeychain(): VirtualKeychain {
  const tokens = new Map<string, string>()
  let locked = false
  return {
    lock: (isLocked) => void (locked = isLocked),
    openFor(pause) {
      const enter = async (): Promise<void> => {
        await pause()
        if (locked) throw new KeychainError('The keychain is locked. Please unlock it.')
      }
      return {
        async read(account) {
          await enter()
          return tokens.get(account) ?? null
        },
        async write(account, token) {
          await enter()
          tokens.set(account, token)
        },
        async remove(account) {
          await enter()
          tokens.delete(account)
        },
      }
    },
  }
}
