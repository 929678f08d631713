import { expect, test } from 'vitest'
import { FIRST_PREFERENCES, type Preferences } from '../../../app/contract/preferences.ts'
import { mayQuit } from '../../../main/may-quit.ts'
import { ENGLISH_HOST } from '../../support/english-host.ts'
import { createTestLog } from '../../support/test-app.ts'
import { progressOf, uploadView } from './fake-uploads.ts'

/** Somebody quits amid an upload, and answers like that; `keep` is what becomes of a changed preference. */
async function quit(
  answer: { readonly response: number; readonly checkboxChecked: boolean },
  keep: (changed: Partial<Preferences>) => Promise<void>,
) {
  const log = createTestLog()
  const isAllowed = await mayQuit({
    commands: {
      list: () => Promise.resolve([uploadView('course.mp4', { kind: 'uploading' })]),
      progress: () => Promise.resolve([progressOf('course.mp4', 61)]),
      changePreferences: keep,
    },
    clock: { now: () => 0 },
    preferences: { get: () => FIRST_PREFERENCES },
    language: { get: () => ENGLISH_HOST },
    ask: () => Promise.resolve(answer),
    log,
  })
  return { isAllowed, logged: log.entries.map(({ level, message }) => ({ level, message })) }
}

test('whoever wants to be asked no more is not', async () => {
  const kept: unknown[] = []

  const outcome = await quit({ response: 1, checkboxChecked: true }, (changed) => {
    kept.push(changed)
    return Promise.resolve()
  })

  expect(outcome).toEqual({ isAllowed: true, logged: [] })
  expect(kept).toEqual([{ askBeforeQuit: false }])
})

test('the app quits also when that wish cannot be stored, and the log says so', async () => {
  const fullDisk = () => Promise.reject(new Error('database or disk is full'))

  expect(await quit({ response: 1, checkboxChecked: true }, fullDisk)).toEqual({
    isAllowed: true,
    logged: [{ level: 'error', message: 'It was not stored that quitting asks no more' }],
  })
})

test('whoever stays changes nothing, ticked or not', async () => {
  const never = () => Promise.reject(new Error('It was to be stored'))

  expect(await quit({ response: 0, checkboxChecked: true }, never)).toEqual({ isAllowed: false, logged: [] })
})
