import { expect, test } from 'vitest'
import { FIRST_PREFERENCES } from '../../app/contract/preferences.ts'
import { keepPreferences } from '../../app/preferences.ts'

function keep(stored: unknown) {
  const kept = { preferences: stored }
  const settings = {
    get: () => kept.preferences,
    set: (_name: string, value: unknown) => void (kept.preferences = value),
  }
  return { kept, keeper: keepPreferences(settings as never, () => undefined) }
}

test('what is missing or damaged is as if it was never chosen; what makes sense stays', () => {
  const { keeper } = keep({ bandwidthLimit: 'all', theme: 'dark', schedule: { isOn: true, rules: [{}] } })

  expect(keeper.get()).toEqual({ ...FIRST_PREFERENCES, theme: 'dark' })
})

test.each([null, 'x', [], 7])('nothing usable stored (%o) gives the first preferences', (stored) => {
  expect(keep(stored).keeper.get()).toEqual(FIRST_PREFERENCES)
})

test('what another version has stored stays when something else is changed', () => {
  const { keeper, kept } = keep({ theme: 'dark', sound: 'gong' })

  keeper.change({ theme: 'light' })

  expect(kept.preferences).toEqual({ theme: 'light', sound: 'gong' })
  expect(keeper.get().theme).toBe('light')
})
