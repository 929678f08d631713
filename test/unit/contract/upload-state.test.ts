import { expect, test } from 'vitest'
import type { FileId } from '../../../app/contract/ids.ts'
import { RECOVERY } from '../../../app/contract/upload-failure.ts'
import { isActive, isAtRest, type UploadState } from '../../../app/contract/upload-state.ts'
import { canCancel, canPause, canRemove, canResume, canRetry } from '../../../app/contract/upload-view.ts'

const failure = { code: 'network', message: 'No connection.' } as const

const STATES: readonly UploadState[] = [
  { kind: 'queued' },
  { kind: 'hashing' },
  { kind: 'opening' },
  { kind: 'uploading' },
  { kind: 'completing' },
  { kind: 'waiting', retryAt: 0, failure },
  { kind: 'paused' },
  { kind: 'failed', failure },
  { kind: 'completed', fileId: 'f' as FileId, completedAt: 0 },
  { kind: 'canceled' },
]

test.each<[string, (state: UploadState) => boolean, string]>([
  ['a run is at work on', isActive, 'hashing opening uploading completing'],
  ['nothing happens by itself to', isAtRest, 'paused failed completed canceled'],
  ['one can pause', canPause, 'queued hashing opening uploading completing waiting'],
  ['one can resume', canResume, 'waiting paused'],
  ['one can retry', canRetry, 'failed canceled'],
  ['one can cancel', canCancel, 'queued hashing opening uploading completing waiting paused failed'],
  ['one can remove', canRemove, 'failed completed canceled'],
])('%s uploads of these states, and no others', (_what, test, kinds) => {
  expect(
    STATES.filter(test)
      .map(({ kind }) => kind)
      .join(' '),
  ).toBe(kinds)
})

test('in every state but completed there is something one can do, and completed ones can be removed', () => {
  const stuck = STATES.filter(
    (state) => ![canPause, canResume, canRetry, canRemove].some((can) => can(state)),
  )

  expect(stuck).toEqual([])
})

test('every way to fail has one of the known recoveries', () => {
  expect(new Set(Object.values(RECOVERY))).toEqual(
    new Set(['retry', 'reopen-session', 'plan-again', 'recheck', 'ask-user', 'give-up']),
  )
})
