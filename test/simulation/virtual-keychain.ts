import { KeychainError, type Keychain } from '../../app/ports.ts'

/** The system's keychain, which outlives every process. */
export interface VirtualKeychain {
  lock(isLocked: boolean): void
  /** Opens it to a process; `pause` resolves after a moment, never for a process that has died meanwhile. */
  openFor(pause: () => Promise<void>): Keychain
}

/** Creates an empty one, unlocked; `onWrite` hears of every token that is put into it. */
export function createVirtualKeychain(onWrite: (account: string, token: string) => void): VirtualKeychain {
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
          onWrite(account, token)
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
