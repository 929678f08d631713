import { expect, test } from 'vitest'
import { ENGLISH_HOST } from '../../support/english-host.ts'
import { quitQuestion } from '../../../main/quit-question.ts'
import { completed, progressOf, uploadView } from './fake-uploads.ts'

const { formatTime } = ENGLISH_HOST.idiom

const NOW = new Date(2026, 10, 2, 12).getTime()
const MINUTE = 60_000
const deadline = { lastCallAt: NOW + 28 * MINUTE, expiresAt: NOW + 30 * MINUTE }
const uploading = uploadView('course.mp4', { kind: 'uploading' })

test('nothing is asked when nothing is under way', () => {
  expect(
    quitQuestion([uploadView('a', completed), uploadView('b', { kind: 'paused' })], [], NOW, ENGLISH_HOST),
  ).toBeNull()
})

test('an upload with something stored says until when that is kept', () => {
  const question = quitQuestion(
    [uploading],
    [{ ...progressOf('course.mp4', 61), deadline }],
    NOW,
    ENGLISH_HOST,
  )

  expect(question).toEqual({
    isLoss: false,
    message: 'Quit with 1 unfinished upload?',
    lines: [
      `“course.mp4” resumes at 61% if reopened before ${formatTime(deadline.expiresAt)}; after that it starts over.`,
    ],
  })
})

test('an upload whose hour is nearly over comes first, and quitting is a loss', () => {
  const late = { lastCallAt: NOW - MINUTE, expiresAt: NOW + MINUTE }
  const question = quitQuestion(
    [uploadView('next.zip', { kind: 'queued' }), uploading],
    [{ ...progressOf('course.mp4', 61), deadline: late }],
    NOW,
    ENGLISH_HOST,
  )

  expect(question).toEqual({
    isLoss: true,
    message: 'Quitting now starts an upload over',
    lines: [
      '“course.mp4” starts over: its hour is nearly over, and what is stored is lost.',
      '“next.zip” starts next time.',
    ],
  })
})

test.each([
  ['hashing', 0, 'is checked again from the beginning next time.'],
  ['completing', 100, 'is uploaded and finishes next time.'],
  ['queued', 0, 'starts next time.'],
  ['uploading', 40, 'resumes at 40% next time, if that is soon enough.'],
] as const)('an upload that is %s says what becomes of it', (kind, stored, words) => {
  const question = quitQuestion(
    [uploadView('a.zip', { kind })],
    [{ ...progressOf('a.zip', stored), hashedBytes: 0 }],
    NOW,
    ENGLISH_HOST,
  )

  expect(question?.lines).toEqual([`“a.zip” ${words}`])
})

test('of many, those with something stored are named and the rest is counted', () => {
  const queued = Array.from({ length: 9 }, (_, index) => uploadView(`q${index}`, { kind: 'queued' }))
  const question = quitQuestion([...queued, uploading], [progressOf('course.mp4', 10)], NOW, ENGLISH_HOST)

  expect(question?.message).toBe('Quit with 10 unfinished uploads?')
  expect(question?.lines.length).toBe(7)
  expect(question?.lines[0]).toMatch(/^“course\.mp4”/)
  expect(question?.lines.at(-1)).toBe('4 more start next time.')
})

test('what is not named is counted by what becomes of it', () => {
  const names = Array.from({ length: 9 }, (_, index) => `u${index}`)
  const over = { lastCallAt: NOW - 2 * MINUTE, expiresAt: NOW - MINUTE }
  const uploads = names.map((name) => uploadView(name, { kind: 'queued' }))
  const progress = names.map((name, index) => ({
    ...progressOf(name, index < 8 ? 10 : 0),
    deadline: index < 2 ? deadline : over,
  }))

  const question = quitQuestion(uploads, progress, NOW, ENGLISH_HOST)

  expect(question?.lines.slice(6)).toEqual(['2 more resume next time.', '1 more starts next time.'])
})

test('a file that has been checked is not checked again', () => {
  const progress = { ...progressOf('a.zip', 0), hashedBytes: 100 }

  const question = quitQuestion([uploadView('a.zip', { kind: 'hashing' })], [progress], NOW, ENGLISH_HOST)

  expect(question?.lines).toEqual(['“a.zip” starts next time.'])
})
