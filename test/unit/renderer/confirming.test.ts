import { describe, expect, test } from 'vitest'
import type { FileId, UploadId } from '../../../app/contract/ids.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../../../app/contract/upload-view.ts'
import {
  endToConfirm,
  pauseToConfirm,
  signOutToConfirm,
  type Confirming,
  type GivenUp,
} from '../../../renderer/confirm/confirming.ts'
import { isMoot, questionOf, type Question } from '../../../renderer/confirm/question.ts'
import { createUploadsStore, type UploadsStore } from '../../../renderer/uploads-store.ts'
import { formatTime } from '../../../renderer/idiom.ts'
import { GB, ownAccount, progressWith, uploadId, uploadIn } from './sample-uploads.ts'

const MINUTE = 60_000
const completed = { kind: 'completed', fileId: 'f' as FileId, completedAt: 0 } as const
const failed = { kind: 'failed', failure: { code: 'internal', message: 'Why.' } } as const

/** Uploads in these states, from number `first` on, each with so much stored. */
const several = (first: number, count: number, state: UploadState, storedBytes = 0) =>
  Array.from({ length: count }, (_, index) => ({
    view: uploadIn(state, {
      id: uploadId(first + index),
      name: `${first + index}.zip`,
      position: first + index,
    }),
    progress: progressWith({ id: uploadId(first + index), storedBytes }),
  }))

function storeOf(
  all: readonly { readonly view: UploadView; readonly progress: UploadProgress }[],
): UploadsStore {
  const store = createUploadsStore((flush) => flush())
  store.replaceAll(all.map(({ view }) => view))
  store.changeProgress(all.map(({ progress }) => progress))
  return store
}

function asked(store: UploadsStore, confirming: Confirming | null, now = 0): Question {
  if (confirming === null) throw new Error('Nothing is asked')
  return questionOf(confirming, store, now)
}

const giveUp = (cancel: readonly number[], remove: readonly number[] = []): GivenUp => ({
  cancel: cancel.map(uploadId),
  remove: remove.map(uploadId),
})

const range = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index)

describe('giving up', () => {
  test('804 uploads counts by kind what becomes of them', () => {
    const store = storeOf([
      ...several(1, 3, { kind: 'paused' }, 1.5 * GB),
      ...several(4, 449, { kind: 'queued' }),
      ...several(453, 349, completed),
      ...several(802, 1, failed, 2 * GB),
      ...several(803, 1, failed),
      ...several(804, 1, { kind: 'canceled' }),
    ])

    const { title, lines, confirm } = asked(
      store,
      endToConfirm(store, giveUp(range(1, 452), range(453, 352))),
    )

    expect({ title, lines, confirm }).toEqual({
      title: 'Cancel 452 uploads and remove 352 from the list?',
      lines: [
        '3 are partly uploaded: 4.5 GB will be discarded.',
        '449 have not been uploaded yet.',
        'Canceled uploads stay in the list and can be uploaded again.',
        '1 failed upload leaves the list: 2.0 GB will be discarded.',
        '1 failed upload leaves the list.',
        '1 canceled upload leaves the list.',
        '349 uploads are in Polar: they leave the list but stay in Polar.',
      ],
      confirm: 'Cancel and remove',
    })
  })

  test('what has nothing stored, together with nothing else, says so in one sentence', () => {
    const store = storeOf(several(1, 2, { kind: 'queued' }))

    const { title, lines } = asked(store, endToConfirm(store, giveUp([1, 2])))

    expect([title, lines[0]]).toEqual(['Cancel 2 uploads?', 'None of them has been uploaded yet.'])
  })

  test.each([
    ['what is in Polar', several(1, 349, completed), giveUp([], range(1, 349))],
    ['a single upload with nothing stored', several(1, 1, { kind: 'queued' }), giveUp([1])],
  ])('%s is not asked about', (_which, uploads, given) => {
    expect(endToConfirm(storeOf(uploads), given)).toBeNull()
  })

  test('one upload names it and what is lost', () => {
    const store = storeOf(several(1, 1, failed, 3 * GB))

    const { title, lines, confirm } = asked(store, endToConfirm(store, giveUp([], [1])))

    expect([title, lines, confirm]).toEqual([
      'Remove “1.zip” from the list?',
      ['The 3.0 GB uploaded so far will be discarded. Uploading it later starts from the beginning.'],
      'Remove from list',
    ])
  })

  test('is asked about as uploads stand when it is answered: one that came to Polar is left alone', () => {
    const store = storeOf(several(1, 2, { kind: 'uploading' }, GB))
    const question = endToConfirm(store, giveUp([1, 2]))
    const canceled: UploadId[] = []
    const commands = { cancel: (ids: readonly UploadId[]) => Promise.resolve(canceled.push(...ids)) }

    store.change([uploadIn(completed, { id: uploadId(1), position: 1 })])
    const { title, act } = asked(store, question)
    void act(commands as unknown as Parameters<typeof act>[0])
    store.change([uploadIn(completed, { id: uploadId(2), position: 2 })])

    expect([title, canceled, isMoot(asked(store, question))]).toEqual([
      'Cancel “2.zip”?',
      [uploadId(2)],
      true,
    ])
  })
})

const late = { lastCallAt: 58 * MINUTE, expiresAt: 60 * MINUTE }

const withDeadline = (number: number, storedBytes: number, deadline = late) => ({
  view: uploadIn({ kind: 'uploading' }, { id: uploadId(number), position: number, name: `${number}.zip` }),
  progress: progressWith({ id: uploadId(number), storedBytes, deadline }),
})

test('pausing counts those that can be paused, and of these what would start over', () => {
  const inTime = { lastCallAt: 70 * MINUTE, expiresAt: 72 * MINUTE }
  const store = storeOf([withDeadline(1, GB), withDeadline(2, GB, inTime), ...several(3, 5, completed)])
  const question = pauseToConfirm(store, store.ids(), 59 * MINUTE)

  const { title, lines } = asked(store, question, 59 * MINUTE)

  expect(title).toBe('Pause 2 uploads now?')
  expect(lines.join()).toContain('nearly over for 1 of them. If you pause now, the 1.0 GB uploaded')
  expect(pauseToConfirm(store, [uploadId(2)], 59 * MINUTE)).toBeNull()
})

test('signing out says how many uploads wait then, what is kept, and what is not', () => {
  const inTime = { lastCallAt: 70 * MINUTE, expiresAt: 72 * MINUTE }
  const store = storeOf([
    withDeadline(1, GB),
    withDeadline(2, 2 * GB, inTime),
    ...several(3, 4, { kind: 'queued' }),
    ...several(7, 5, completed, 9 * GB),
  ])

  const { title, lines } = asked(store, signOutToConfirm(store, ownAccount, 'Acme', 59 * MINUTE), 59 * MINUTE)

  expect([title, ...lines]).toEqual([
    'Sign out of Acme?',
    '6 uploads of this account are not finished and will wait until you sign in again.',
    `The 2.0 GB uploaded so far is kept if uploads resume by ${formatTime(inTime.expiresAt)}.`,
    'The hour Polar gives an upload is nearly over for 1 of them: 1.0 GB must be sent again.',
  ])
  expect(signOutToConfirm(storeOf(several(1, 3, completed)), ownAccount, 'Acme', 0)).toBeNull()
})
