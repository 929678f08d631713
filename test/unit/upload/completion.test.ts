import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { FileId } from '../../../app/contract/ids.ts'
import type { PolarFile } from '../../../app/polar/polar-files.ts'
import { checkStored, multipartEtag, type Expected } from '../../../app/upload/completion.ts'

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
const partEtag = (text: string): string => `"${md5(text)}"`

const parts = ['one', 'two'].map((text, index) => ({
  ...{ number: index + 1, start: index * 5, end: (index + 1) * 5, checksum: 'c' },
  etag: partEtag(text),
}))
const expected: Expected = { sizeBytes: 10, fileChecksum: 'sum', parts }
const whole = `"${createHash('md5')
  .update(Buffer.from(md5('one') + md5('two'), 'hex'))
  .digest('hex')}-2"`
const stored: PolarFile = {
  ...{ id: 'f' as FileId, name: 'a', sizeBytes: 10, mimeType: 'm', service: 'downloadable' },
  ...{ checksum: 'sum', etag: whole, createdAt: '', organizationId: 'o' },
}

describe('the ETag of a file put together from parts', () => {
  test('is the MD5 of the parts’ MD5s and their number', () => {
    expect(multipartEtag(parts.map(({ etag }) => etag))).toBe(whole)
  })

  test('is known to be that of an empty part, too', () => {
    // What S3 gives a multipart upload of one empty part.
    expect(multipartEtag(['"d41d8cd98f00b204e9800998ecf8427e"'])).toBe('"59adb24ef3cdbe0297f05b395827453f-1"')
  })

  test.each([
    ['without quotes', md5('one')],
    ['encrypted with another key', '"0f-kms"'],
    ['missing', ''],
  ])('is unknown when one of the parts’ is %s', (_what, etag) => {
    expect(multipartEtag([partEtag('one'), etag])).toBeNull()
  })
})

describe('what Polar has stored', () => {
  test.each<[string, Partial<PolarFile>]>([
    ['is the same in all', {}],
    ['has no ETag yet', { etag: null }],
  ])('is the file when it %s', (_what, difference) => {
    expect(() => checkStored({ ...stored, ...difference }, expected)).not.toThrow()
  })

  test('is the file when its parts’ ETags say nothing', () => {
    const unknown = { ...expected, parts: parts.map((part) => ({ ...part, etag: '"kms"' })) }

    expect(() => checkStored(stored, unknown)).not.toThrow()
  })

  test.each<[Partial<PolarFile>, string]>([
    [{ sizeBytes: 9 }, 'its size is 9 bytes'],
    [{ checksum: 'other' }, 'its checksum differs'],
    [{ checksum: null }, 'its checksum differs'],
    [{ etag: multipartEtag([partEtag('two'), partEtag('one')]) }, 'its parts differ'],
    [{ etag: multipartEtag([partEtag('one')]) }, 'its parts differ'],
    [{ sizeBytes: 9, checksum: null }, 'its size is 9 bytes, its checksum differs'],
  ])('is not the file with %o', (difference, words) => {
    expect(() => checkStored({ ...stored, ...difference }, expected)).toThrow(
      `What Polar stored is not the file that was sent: ${words}. Please do not use it, and upload the file again.`,
    )
  })
})
