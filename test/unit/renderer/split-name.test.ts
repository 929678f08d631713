import { expect, test } from 'vitest'
import { splitName } from '../../../renderer/upload-list/split-name.ts'

test.each([
  ['game.zip', 'game', '.zip'],
  ['no extension at all here', 'no extension at ', 'all here'],
  ['.gitignore', '.gitignore', ''],
  ['My long course, episode-07.mov', 'My long course, ep', 'isode-07.mov'],
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
