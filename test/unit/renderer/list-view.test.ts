import { describe, expect, test } from 'vitest'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import type { UploadView } from '../../../app/contract/upload-view.ts'
import {
  countIn,
  FILTERS,
  isNarrowed,
  offeredFilters,
  shownList,
  WHOLE_LIST,
  type ListView,
} from '../../../renderer/upload-list/list-view.ts'
import { uploadId, uploadIn } from './sample-uploads.ts'

const STATES: readonly UploadState['kind'][] = [
  ...(['queued', 'hashing', 'opening', 'uploading', 'completing', 'completed'] as const),
  ...(['waiting', 'paused', 'failed', 'canceled'] as const),
]

/** One upload in each state, named after it. */
const uploads: readonly UploadView[] = STATES.map((kind, index) =>
  uploadIn({ kind, failure: { code: 'internal', message: '' } } as UploadState, {
    id: uploadId(index),
    name: kind,
    position: index,
  }),
)

const named = (...names: readonly string[]): readonly UploadView[] =>
  names.map((name, index) =>
    uploadIn({ kind: 'queued' }, { id: uploadId(index), name, path: `/releases/${name}` }),
  )

function shown(all: readonly UploadView[], view: Partial<ListView>): readonly string[] {
  const { ids } = shownList(all, { ...WHOLE_LIST, ...view })
  return ids.map((id) => all.find((upload) => upload.id === id)?.name ?? '')
}

describe('a part of the list', () => {
  test.each([
    [
      'all',
      [...STATES.filter((kind) => kind !== 'canceled' && kind !== 'completed'), 'canceled', 'completed'],
    ],
    ['active', ['hashing', 'opening', 'uploading', 'completing']],
    ['waiting', ['queued', 'waiting', 'paused']],
    ['completed', ['completed']],
    ['failed', ['failed']],
    ['canceled', ['canceled']],
  ] as const)('named %s shows the uploads it is named for', (filter, states) => {
    expect(shown(uploads, { filter })).toEqual(states)
  })

  test('for what is canceled is there to choose only while it has something, or is chosen', () => {
    const counts = { active: 4, waiting: 2, locked: 0, paused: 1, failed: 1, completed: 1, canceled: 0 }

    expect(offeredFilters('all', counts)).not.toContain('canceled')
    expect(offeredFilters('canceled', counts)).toContain('canceled')
    expect(offeredFilters('all', { ...counts, canceled: 1 })).toContain('canceled')
  })

  test('counts as many uploads as it shows', () => {
    const counts = { active: 4, waiting: 2, locked: 0, paused: 1, failed: 1, completed: 1, canceled: 1 }

    const [all, ...parts] = FILTERS.map((filter) => countIn(filter, counts))
    expect(all, 'every upload is in exactly one part').toBe(parts.reduce((sum, count) => sum + count))
    expect(FILTERS.map((filter) => countIn(filter, counts))).toEqual(
      FILTERS.map((filter) => shown(uploads, { filter }).length),
    )
  })
})

describe('searching', () => {
  test.each([
    ['kick', ['Kick 01.wav', 'KICKS.zip'], 'whatever the capitals'],
    ['resume cafe', ['Résumé – Café.pdf'], 'without the marks, and all words in any order'],
    ['01 kick', ['Kick 01.wav'], 'words in any order'],
    ['  ', ['Kick 01.wav', 'KICKS.zip', 'Résumé – Café.pdf'], 'nothing but blanks: everything'],
    ['releases', ['Kick 01.wav', 'KICKS.zip', 'Résumé – Café.pdf'], 'by the folder'],
    ['kick snare', [], 'only what has every word'],
  ])('for “%s” finds %j: %s', (search, found) => {
    expect(shown(named('Kick 01.wav', 'KICKS.zip', 'Résumé – Café.pdf'), { search })).toEqual(found)
  })

  test('finds a name however its letters are composed', () => {
    const decomposed = 'Café.pdf'.normalize('NFD')

    expect(shown(named(decomposed), { search: 'Café'.normalize('NFC') })).toEqual([decomposed])
  })

  test('narrows the list only when there is a word', () => {
    expect([isNarrowed({ ...WHOLE_LIST, search: ' ' }), isNarrowed({ ...WHOLE_LIST, search: 'a' })]).toEqual([
      false,
      true,
    ])
  })
})

describe('the order', () => {
  const take = (number: number, sizeBytes: number, addedAt: number) =>
    uploadIn({ kind: 'queued' }, { id: uploadId(number), name: `Take ${number}`, sizeBytes, addedAt })
  const takes = [take(10, 5, 1), take(2, 5, 3), take(1, 9, 2)]

  test.each([
    ['queue', ['Take 10', 'Take 2', 'Take 1']],
    ['name', ['Take 1', 'Take 2', 'Take 10']],
    ['size', ['Take 1', 'Take 10', 'Take 2']],
    ['newest', ['Take 2', 'Take 1', 'Take 10']],
  ] as const)('by %s', (sort, order) => {
    expect(shown(takes, { sort })).toEqual(order)
  })
})
