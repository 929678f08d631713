import { ENGLISH_HOST } from '../../support/english-host.ts'
import { expect, test } from 'vitest'
import type { UploadView } from '../../../app/contract/upload-view.ts'
import type { Announcement } from '../../../main/announcements.ts'
import { watchOutcomes } from '../../../main/outcomes.ts'
import { completed, failed, fakeUploads, handTimers, uploadView } from './fake-uploads.ts'

async function watch(uploads: readonly UploadView[]) {
  const timers = handTimers()
  const told: Announcement[] = []
  const source = fakeUploads(uploads)
  await watchOutcomes(source, timers, (announcement) => told.push(announcement), { get: () => ENGLISH_HOST })
  return { told, timers, change: (...changed: UploadView[]) => source.tell('uploads-changed', changed) }
}

const uploading = (name: string): UploadView => uploadView(name, { kind: 'uploading' })

test('completed uploads are told together, when nothing is underway any more', async () => {
  const { told, change } = await watch([uploading('a'), uploading('b'), uploading('c')])

  change(uploadView('a', completed))
  change(uploadView('b', completed))
  expect(told).toEqual([])
  change(uploadView('c', completed))

  expect(told).toEqual([{ kind: 'completed', id: 'a', title: '3 files are in Polar', body: 'a, b, c' }])
})

test('what was completed before is not told again', async () => {
  const { told, change } = await watch([uploadView('a', completed)])

  change(uploadView('a', completed))

  expect(told).toEqual([])
})

test('failures are gathered for a moment, while others go on', async () => {
  const { told, timers, change } = await watch([uploading('a'), uploading('b'), uploading('c')])

  change(uploadView('a', failed('The file is gone.')))
  change(uploadView('b', failed('The file is gone.')))
  expect(told).toEqual([])
  timers.ring()

  expect(told).toEqual([{ kind: 'needs-you', id: 'a', title: '2 files need your attention', body: 'a, b' }])
})

test('an upload that is paused, retried and completed is told once', async () => {
  const { told, change } = await watch([uploading('a')])

  change(uploadView('a', { kind: 'paused' }))
  change(uploadView('a', { kind: 'queued' }))
  change(uploadView('a', completed))

  expect(told).toEqual([{ kind: 'completed', id: 'a', title: 'Your file is in Polar', body: 'a' }])
})

test('completed uploads are told after a while, though others still take their time', async () => {
  const { told, timers, change } = await watch([uploading('a'), uploading('b'), uploading('c')])

  change(uploadView('a', completed))
  change(uploadView('b', completed))
  timers.ring()
  expect(told).toEqual([{ kind: 'completed', id: 'a', title: '2 files are in Polar', body: 'a, b' }])
  change(uploadView('c', completed))

  expect(told[1]).toEqual({ kind: 'completed', id: 'c', title: 'Your file is in Polar', body: 'c' })
  timers.ring()
  expect(told.length).toBe(2)
})
