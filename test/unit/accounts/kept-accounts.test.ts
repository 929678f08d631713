import { expect, test } from 'vitest'
import { createKeptAccounts } from '../../../app/accounts/kept-accounts.ts'
import type { AccountId } from '../../../app/contract/ids.ts'
import type { Settings, SettingsStore } from '../../../app/store/settings-store.ts'

const [one, two, three] = ['one', 'two', 'three'] as [AccountId, AccountId, AccountId]

/** Settings in memory, as a version that knew one account only has left them. */
function settingsWith(currentAccount: AccountId | null): SettingsStore {
  const values = new Map<string, unknown>([['currentAccount', currentAccount]])
  return {
    get: <Name extends keyof Settings>(name: Name) => (values.get(name) ?? null) as Settings[Name],
    set: (name, value) => void values.set(name, value),
  }
}

test('the one account of an earlier version is there, and stays when another is chosen', () => {
  const kept = createKeptAccounts(settingsWith(one))
  const before = kept.ids()
  kept.keep(two)
  kept.choose(two)

  expect(before).toEqual([one])
  expect([kept.ids(), kept.chosen()]).toEqual([[one, two], two])
})

test('one that an earlier version has signed in to meanwhile comes to the others', () => {
  const settings = settingsWith(one)
  createKeptAccounts(settings).keep(two)
  settings.set('currentAccount', three)

  expect(createKeptAccounts(settings).ids()).toEqual([one, two, three])
})

test('forgetting the chosen one leaves the others, and none chosen', () => {
  const kept = createKeptAccounts(settingsWith(one))
  kept.keep(two)
  kept.forget(one)

  expect([kept.ids(), kept.chosen()]).toEqual([[two], null])
})

test('an account that turns out to be another is there once', () => {
  const kept = createKeptAccounts(settingsWith(one))
  kept.keep(two)
  kept.rename(one, two)

  expect([kept.ids(), kept.chosen()]).toEqual([[two], two])
})
