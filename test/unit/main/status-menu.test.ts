import { ENGLISH_HOST } from '../../support/english-host.ts'
import { expect, test } from 'vitest'
import { statusItems, statusMenuOf } from '../../../main/status-menu.ts'
import { summarize } from '../../../main/uploads-summary.ts'
import { uploadView } from './fake-uploads.ts'

const nothing = summarize([], [], () => undefined)

test.each([
  ['nothing', nothing, { lines: ['Nothing to upload'], canPause: false, canResume: false }],
  [
    'one being uploaded',
    { ...nothing, uploadingCount: 1, activeCount: 1, bytesPerSecond: 2_000_000 },
    { lines: ['1 uploading', '2.0 MB/s'], canPause: true, canResume: false },
  ],
  [
    'one waiting, one paused',
    summarize(
      [uploadView('a', { kind: 'queued' }), uploadView('b', { kind: 'paused' })],
      [],
      () => undefined,
    ),
    { lines: ['1 waiting · 1 paused'], canPause: true, canResume: true },
  ],
])('the menu for %s', (_what, summary, menu) => {
  expect(statusMenuOf(summary, ENGLISH_HOST)).toEqual(menu)
})

test('what it says cannot be clicked, and what can be clicked does it', () => {
  const done: string[] = []
  const items = statusItems(
    { lines: ['1 uploading'], canPause: true, canResume: false },
    { pauseAll: () => done.push('pause'), resumeAll: () => done.push('resume') },
    ENGLISH_HOST.words,
  )

  for (const { click } of items) (click as (() => void) | undefined)?.()

  expect(items.map(({ label, enabled }) => [label, enabled])).toEqual([
    ['1 uploading', false],
    [undefined, undefined],
    ['Pause All', true],
    ['Resume All', false],
  ])
  expect(done).toEqual(['pause', 'resume'])
})
