import { expect, test } from 'vitest'
import { splitName } from '../../../renderer/upload-list/split-name.ts'

test.each([
  ['game.zip', 'game', '.zip'],
  ['no extension at all here', 'no extension at ', 'all here'],
  ['.gitignore', '.gitignore', ''],
  ['My long course, episode-07.mov', 'My long course, ep', 'isode-07.mov'],
  ['Ambient Guitar – Stems.wav', 'Ambient Guitar ', '– Stems.wav'],
  ['Übungsbuch für Anfänger.pdf', 'Übungsbuch für ', 'Anfänger.pdf'],
  ['Color Grading – 07 Skin Tones.mp4', 'Color Grading – 07 Sk', 'in Tones.mp4'],
  ['Field Recordings – Disc 12.wav', 'Field Recordings – ', 'Disc 12.wav'],
  ['archive.tar.zst', 'archive.tar', '.zst'],
  ['ends. with a sentence', 'ends. with a ', 'sentence'],
])('%s keeps its end in sight', (name, head, tail) => {
  expect(splitName(name)).toEqual({ head, tail })
})

test('letters that join are never taken apart', () => {
  const stem = 'دليل المطورين المبتدئين الطويل'

  expect(splitName(`${stem}.zip`)).toEqual({ head: stem, tail: '.zip' })
})

test('an emoji is never taken apart', () => {
  const stem = 'a very long name of a file 👩‍👩‍👧'

  expect(splitName(`${stem}.mp4`)).toEqual({ head: stem, tail: '.mp4' })
})

test('an accent that is a character of its own stays with its letter', () => {
  const stem = 'Un très long nom de fichier cafe\u0301'

  expect(splitName(`${stem}.wav`)).toEqual({ head: stem, tail: '.wav' })
})
