import { describe, expect, test } from 'vitest'
import {
  clipboardFormatsOf,
  pathsInPropertyList,
  pathsInUriList,
  pathsInWideText,
} from '../../../main/clipboard-formats.ts'

describe('a list of URLs', () => {
  test("in GNOME's form has the action first", () => {
    expect(pathsInUriList('copy\nfile:///home/me/a%20b.zip\nfile:///home/me/%C3%A4.bin')).toEqual([
      '/home/me/a b.zip',
      '/home/me/ä.bin',
    ])
  })

  test('may have comments, Windows line ends and pages of the web', () => {
    expect(pathsInUriList('# copied\r\nfile:///a\r\nhttps://example.com/b\r\n')).toEqual(['/a'])
  })

  test('passes over files of other computers and broken URLs', () => {
    expect(pathsInUriList('file://server/share/a\nfile:///a%2Fb\nfile:///b')).toEqual(['/b'])
  })

  test('is empty when text was copied', () => {
    expect(pathsInUriList('hello')).toEqual([])
  })
})

test("macOS's property list gives every path, with its special characters", () => {
  const xml = `<?xml version="1.0"?><plist version="1.0"><array>
    <string>/Users/me/a &amp; b.zip</string><string>/Users/me/&#x1F3B5;.wav</string></array></plist>`

  expect(pathsInPropertyList(xml)).toEqual(['/Users/me/a & b.zip', '/Users/me/🎵.wav'])
})

test("Windows' wide text ends with a zero", () => {
  expect(pathsInWideText(Buffer.from('C:\\Users\\me\\ü.zip\0', 'utf16le'))).toEqual(['C:\\Users\\me\\ü.zip'])
})

test('every platform has a format', () => {
  const names = (['linux', 'darwin', 'win32'] as const).map((platform) =>
    clipboardFormatsOf(platform).map(({ name }) => name),
  )

  expect(names).toEqual([
    ['x-special/gnome-copied-files', 'text/uri-list'],
    ['NSFilenamesPboardType', 'public.file-url'],
    ['FileNameW'],
  ])
})
