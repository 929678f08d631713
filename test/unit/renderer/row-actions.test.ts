import { expect, test } from 'vitest'
import type { FileId } from '../../../app/contract/ids.ts'
import type { FailureCode } from '../../../app/contract/upload-failure.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import { menuActionsFor, remedyFor, rowActionsFor } from '../../../renderer/upload-list/row-actions.ts'

const failedWith = (code: FailureCode): UploadState => ({
  kind: 'failed',
  failure: { code, message: 'Why.' },
})

const actionNames = (state: UploadState) => rowActionsFor(state).map(({ name }) => name)

test.each<[UploadState, readonly string[]]>([
  [{ kind: 'queued' }, ['pause', 'cancel']],
  [{ kind: 'hashing' }, ['pause', 'cancel']],
  [{ kind: 'uploading' }, ['pause', 'cancel']],
  [
    { kind: 'waiting', retryAt: 0, failure: { code: 'network', message: 'Why.' } },
    ['resume', 'pause', 'cancel'],
  ],
  [{ kind: 'paused' }, ['resume', 'cancel']],
  [failedWith('internal'), ['remove']],
  [{ kind: 'completed', fileId: 'f' as FileId, completedAt: 0 }, ['remove']],
  [{ kind: 'canceled' }, ['retry', 'remove']],
])('a row in state %o offers %o', (state, names) => {
  expect(actionNames(state)).toEqual(names)
})

test.each<[FailureCode, string, string]>([
  ['unauthorized', 'signIn', 'Sign in again'],
  ['forbidden', 'signIn', 'Sign in again'],
  ['file-changed', 'retry', 'Upload the new version'],
  ['file-missing', 'chooseFile', 'Choose the file…'],
  ['rejected', 'retry', 'Try again'],
])('what mends %s is %s, called "%s"', (code, name, label) => {
  expect(remedyFor(code)).toEqual({ name, label })
})

test('the menu lets one try again without signing in', () => {
  expect(menuActionsFor({ state: failedWith('unauthorized'), sameAs: null }).map(({ name }) => name)).toEqual(
    ['signIn', 'retry', 'moveToTop', 'remove'],
  )
})

test('an upload whose bytes are in Polar already can be skipped until it is put together', () => {
  const names = (kind: 'uploading' | 'completing') =>
    menuActionsFor({ state: { kind }, sameAs: 'game.zip' }).map(({ name }) => name)

  expect([names('uploading').includes('skip'), names('completing').includes('skip')]).toEqual([true, false])
})
