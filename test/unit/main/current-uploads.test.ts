import { ENGLISH_HOST } from '../../support/english-host.ts'
import { expect, test } from 'vitest'
import { followUploads } from '../../../main/current-uploads.ts'
import { describeSummary } from '../../../main/uploads-summary.ts'
import { completed, fakeUploads, handTimers, progressOf, uploadView } from './fake-uploads.ts'

async function follow(source: ReturnType<typeof fakeUploads>) {
  const lines: string[] = []
  const timers = handTimers()
  const uploads = await followUploads(source, timers)
  uploads.onChange((summary) => lines.push(describeSummary(summary, ENGLISH_HOST)))
  return { lines, timers }
}

test('what was there before is known at once', async () => {
  const source = fakeUploads([uploadView('a', { kind: 'uploading' })], [progressOf('a', 40)])

  const { lines } = await follow(source)

  expect(lines).toEqual(['1 uploading, 40%'])
})

test('the fraction does not go back when one of several uploads is completed', async () => {
  const source = fakeUploads([uploadView('a', { kind: 'uploading' }), uploadView('b', { kind: 'queued' })])
  const { lines, timers } = await follow(source)

  source.tell('progress', [progressOf('a', 100)])
  timers.ring()
  source.tell('uploads-changed', [uploadView('a', completed), uploadView('b', { kind: 'uploading' })])
  timers.ring()
  source.tell('progress', [progressOf('b', 50)])
  timers.ring()

  expect(lines).toEqual([
    '1 uploading, 0% · 1 waiting',
    '1 uploading, 50% · 1 waiting',
    '1 uploading, 50%',
    '1 uploading, 75%',
  ])
})

test('the fraction begins anew after everything was completed', async () => {
  const source = fakeUploads([uploadView('a', { kind: 'uploading' })])
  const { lines, timers } = await follow(source)

  source.tell('uploads-changed', [uploadView('a', completed)])
  timers.ring()
  source.tell('uploads-changed', [uploadView('b', { kind: 'uploading' })])
  timers.ring()

  expect(lines.slice(1)).toEqual(['Nothing to upload', '1 uploading, 0%'])
})

test('many changes at once are told once', async () => {
  const source = fakeUploads()
  const { lines, timers } = await follow(source)

  for (const name of ['a', 'b', 'c']) source.tell('uploads-changed', [uploadView(name, { kind: 'queued' })])
  timers.ring()

  expect(lines).toEqual(['Nothing to upload', '3 waiting'])
})

test('a removed upload no longer counts', async () => {
  const paused = uploadView('a', { kind: 'paused' })
  const source = fakeUploads([paused])
  const { lines, timers } = await follow(source)

  source.tell('uploads-removed', [paused.id])
  timers.ring()

  expect(lines).toEqual(['1 paused', 'Nothing to upload'])
})
