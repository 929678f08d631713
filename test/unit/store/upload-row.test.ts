import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FileId } from '../../../app/contract/ids.ts'
import { RECOVERY, type FailureCode } from '../../../app/contract/upload-failure.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import { rowOfState, stateOf } from '../../../app/store/upload-store.ts'

const failures = fc.record({
  code: fc.constantFrom(...(Object.keys(RECOVERY) as FailureCode[])),
  message: fc.string(),
})
const times = fc.integer({ min: 0, max: 8_640_000_000_000_000 })

const states: fc.Arbitrary<UploadState> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      ...(['queued', 'hashing', 'opening', 'uploading', 'completing', 'paused', 'canceled'] as const),
    ),
  }),
  fc.record({ kind: fc.constant('waiting' as const), retryAt: times, failure: failures }),
  fc.record({ kind: fc.constant('failed' as const), failure: failures }),
  fc.record({
    kind: fc.constant('completed' as const),
    fileId: fc.uuid().map((id) => id as FileId),
    completedAt: times,
  }),
)

const EMPTY = { retryAt: null, failureCode: null, failureMessage: null, fileId: null, completedAt: null }

describe('a state and its row', () => {
  test('are the same thing', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(stateOf(rowOfState(state))).toEqual(state)
      }),
    )
  })

  test('leave no column of another state behind', () => {
    expect(rowOfState({ kind: 'queued' })).toEqual({ ...EMPTY, state: 'queued' })
  })
})

describe('a row', () => {
  test('with a failure this version does not know is an internal one, in the words that were stored', () => {
    const row = { ...EMPTY, state: 'failed' as const, failureCode: 'of-the-future', failureMessage: 'Words.' }

    expect(stateOf(row)).toEqual({ kind: 'failed', failure: { code: 'internal', message: 'Words.' } })
  })

  test.each(['waiting', 'failed', 'completed'] as const)(
    'of an upload that is %s cannot be empty',
    (state) => {
      expect(() => stateOf({ ...EMPTY, state })).toThrow('A column that belongs to the state is empty')
    },
  )
})
