import { once } from '../contract/once.ts'

/**
 * The longest name, in UTF-8 bytes, that fits every service: Polar puts it behind the service and two UUIDs in an S3
 * key of at most 1024 bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export const MAX_NAME_BYTES = 930

/** What takes its place where a name has something Polar cannot store. */
const STAND_IN = '_'

// U+FFFE and U+FFFF are in no XML document, and S3 repeats the key in one.
const UNSTORABLE = /[\p{Cc}/\\\ufffe\uffff]/gu

/** Up to sixteen characters behind the last dot, with a `.tar` before it; a name is more than its extension. */
const EXTENSION = /(?<=.)(?:\.tar)?\.[^.\s]{1,16}$/su

const graphemes = once(() => new Intl.Segmenter('en', { granularity: 'grapheme' }))

/**
 * The name under which Polar can store a file of this name: the same in Unicode's composed form, without path
 * separators and control characters, shortened before its extension to `MAX_NAME_BYTES`. Polar puts the name into an
 * S3 key and S3's URL, where `.` and `..` would be taken for folders.
 */
export function fileNameForPolar(name: string): string {
  const storable = composed(name).replace(UNSTORABLE, STAND_IN)
  if (storable === '') return STAND_IN
  if (storable === '.' || storable === '..') return STAND_IN.repeat(storable.length)
  return byteLength(storable) <= MAX_NAME_BYTES ? storable : shortened(storable)
}

/** Why a file cannot be given this name, in a sentence that says what to do; null when it can. */
export function refusalForName(name: string): string | null {
  if (name === '') return 'The name is empty. Give a name, or leave it out to keep the file’s own.'
  const bytes = byteLength(composed(name))
  if (bytes <= MAX_NAME_BYTES) return null
  return `The name takes ${bytes} bytes, and Polar can store ${MAX_NAME_BYTES}. Give a shorter one.`
}

/** Composed, and with U+FFFD for halves of characters, which have no UTF-8. */
const composed = (name: string): string => name.replace(/\p{Cs}/gu, '\ufffd').normalize('NFC')

const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8')

function shortened(name: string): string {
  const extension = EXTENSION.exec(name)?.[0] ?? ''
  const stem = name.slice(0, name.length - extension.length)
  const room = MAX_NAME_BYTES - byteLength(extension)
  const kept = fitting(segmentsOf(stem), room)
  // One letter under a heap of accents can be longer than the room: then it loses some of them.
  return (kept === '' ? fitting(stem, room) : kept) + extension
}

function* segmentsOf(text: string): Iterable<string> {
  for (const { segment } of graphemes().segment(text)) yield segment
}

/** As many of the pieces, from the first on, as have room. */
function fitting(pieces: Iterable<string>, roomBytes: number): string {
  let kept = ''
  let left = roomBytes
  for (const piece of pieces) {
    left -= byteLength(piece)
    if (left < 0) break
    kept += piece
  }
  return kept
}
