import type { AccountId } from '../contract/ids.ts'
import type { SettingsStore } from '../store/settings-store.ts'

/** Which accounts the next start signs in to, and which of them is the chosen one. */
export interface KeptAccounts {
  /** In the order they were added. */
  ids(): readonly AccountId[]
  /** Where new files go; null while there is none. */
  chosen(): AccountId | null
  /** One more, or one that is there already. */
  keep(id: AccountId): void
  choose(id: AccountId | null): void
  forget(id: AccountId): void
  /** It turned out to be another, which may be there already. */
  rename(from: AccountId, to: AccountId): void
}

/** Keeps them in the settings. A version that knew one account only has left just the chosen one there. */
export function createKeptAccounts(settings: SettingsStore): KeptAccounts {
  const chosen = (): AccountId | null => settings.get('currentAccount')
  const ids = (): readonly AccountId[] => {
    const all = settings.get('signedInAccounts') ?? []
    const current = chosen()
    return current === null || all.includes(current) ? all : [...all, current]
  }
  return {
    ids,
    chosen,
    keep(id) {
      if (!ids().includes(id)) settings.set('signedInAccounts', [...ids(), id])
    },
    choose(id) {
      // Written down first: the list of a version that knew only the chosen one is made of it.
      settings.set('signedInAccounts', ids())
      settings.set('currentAccount', id)
    },
    forget(id) {
      const left = ids().filter((one) => one !== id)
      if (chosen() === id) settings.set('currentAccount', null)
      settings.set('signedInAccounts', left)
    },
    rename(from, to) {
      const renamed = ids().map((id) => (id === from ? to : id))
      if (chosen() === from) settings.set('currentAccount', to)
      settings.set('signedInAccounts', [...new Set(renamed)])
    },
  }
}
