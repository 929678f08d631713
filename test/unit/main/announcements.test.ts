import { expect, test } from 'vitest'
import { announceCompleted, announceFailed } from '../../../main/announcements.ts'
import { completed, failed, uploadView } from './fake-uploads.ts'

const inPolar = (...names: string[]) => announceCompleted(names.map((name) => uploadView(name, completed)))

test('few files are named, many are counted', () => {
  expect([...inPolar(), ...inPolar('a'), ...inPolar('a', 'b'), ...inPolar('a', 'b', 'c', 'd', 'e')]).toEqual([
    { title: 'Your file is in Polar', body: 'a' },
    { title: '2 files are in Polar', body: 'a, b' },
    { title: '5 files are in Polar', body: 'a, b, c and 2 more' },
  ])
})

test('one failure is told in its own words', () => {
  expect(announceFailed([uploadView('a.zip', failed('The file was moved.'))])).toEqual([
    { title: '“a.zip” could not be uploaded', body: 'The file was moved.' },
  ])
})

test('uploads that need a sign-in ask for it once', () => {
  const locked = failed('Sign in to go on.', 'unauthorized')

  expect(
    announceFailed([
      uploadView('a', locked),
      uploadView('b', locked),
      uploadView('c', failed('It is gone.')),
    ]),
  ).toEqual([
    { title: 'Please sign in again', body: 'Sign in to go on.' },
    { title: '“c” could not be uploaded', body: 'It is gone.' },
  ])
})
