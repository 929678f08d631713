import { ENGLISH_HOST } from '../../support/english-host.ts'
import { expect, test } from 'vitest'
import { announceCompleted, announceFailed } from '../../../main/announcements.ts'
import { completed, failed, uploadView } from './fake-uploads.ts'

const inPolar = (...names: string[]) =>
  announceCompleted(
    names.map((name) => uploadView(name, completed)),
    ENGLISH_HOST,
  )

test('few files are named, many are counted', () => {
  expect([...inPolar(), ...inPolar('a'), ...inPolar('a', 'b'), ...inPolar('a', 'b', 'c', 'd', 'e')]).toEqual([
    { kind: 'completed', id: 'a', title: 'Your file is in Polar', body: 'a' },
    { kind: 'completed', id: 'a', title: '2 files are in Polar', body: 'a, b' },
    { kind: 'completed', id: 'a', title: '5 files are in Polar', body: 'a, b, c and 2 more' },
  ])
})

test('one failure is told in its own words: one that needs the user, and one that is for good', () => {
  const told = announceFailed(
    [
      uploadView('a.zip', failed('The file was moved.')),
      uploadView('b.zip', failed('Polar refuses such files.', 'rejected')),
    ],
    ENGLISH_HOST,
  )

  expect(told).toEqual([
    {
      kind: 'needs-you',
      id: 'a.zip',
      title: '“a.zip” needs your attention',
      body: 'The file was moved.',
    },
    {
      kind: 'failed',
      id: 'b.zip',
      title: '“b.zip” could not be uploaded',
      body: 'Polar refuses such files.',
    },
  ])
})

test('uploads that need a sign-in ask for it once', () => {
  const locked = failed('Sign in to go on.', 'unauthorized')

  expect(
    announceFailed(
      [
        uploadView('a', locked),
        uploadView('b', locked),
        uploadView('c', failed('It is gone.')),
        uploadView('d', failed('It is gone.')),
      ],
      ENGLISH_HOST,
    ),
  ).toEqual([
    { kind: 'needs-you', id: 'a', title: 'Sign in again', body: 'Sign in to go on.' },
    { kind: 'needs-you', id: 'c', title: '2 files need your attention', body: 'c, d' },
  ])
})
