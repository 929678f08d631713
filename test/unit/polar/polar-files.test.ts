import { describe, expect, test } from 'vitest'
import type { FileId } from '../../../app/contract/ids.ts'
import {
  completionOf,
  creationOf,
  openedFrom,
  polarFileFrom,
  type NewFile,
} from '../../../app/polar/polar-files.ts'

const parts = [1, 2].map((number) => ({
  ...{
    number,
    start: (number - 1) * 5,
    end: number * 5,
    checksum: `sum-${number}`,
    etag: `"etag-${number}"`,
  },
}))
const file: NewFile = {
  ...{ name: 'a.zip', mimeType: 'application/zip', service: 'downloadable' },
  ...{ sizeBytes: 10, fileChecksum: 'sum', parts },
}
const session = {
  ...{ fileId: 'f' as FileId, multipartId: 'm', path: 'downloadable/o/f/a.zip' },
  ...{ expiresAt: 0, lifetimeSeconds: 3600, completionSent: false, completionsFailed: 0 },
}

type Created = Parameters<typeof openedFrom>[0]

/** What Polar answers, its parts in the order given. */
const created = (numbers: readonly number[], difference: object = {}): Created =>
  ({
    id: 'f',
    organization_id: 'o',
    upload: {
      id: 'm',
      path: 'downloadable/o/f/a.zip',
      parts: numbers.map((number) => ({
        number,
        url: `https://s3/${number}`,
        expires_at: `2026-11-23T13:00:0${number}.000000Z`,
        headers: { 'x-amz-checksum-sha256': `sum-${number}` },
      })),
    },
    ...difference,
  }) as unknown as Created

test('a request to open says all of the file, and of each part where it begins and ends', () => {
  expect(creationOf(file)).toEqual({
    ...{ service: 'downloadable', name: 'a.zip', mime_type: 'application/zip', size: 10 },
    checksum_sha256_base64: 'sum',
    upload: {
      parts: [
        { number: 1, chunk_start: 0, chunk_end: 5, checksum_sha256_base64: 'sum-1' },
        { number: 2, chunk_start: 5, chunk_end: 10, checksum_sha256_base64: 'sum-2' },
      ],
    },
  })
})

describe('a request to complete', () => {
  test('names every part with its receipt, quotes and all', () => {
    expect(completionOf(session, parts)).toEqual({
      ...{ id: 'm', path: 'downloadable/o/f/a.zip' },
      parts: [
        { number: 1, checksum_etag: '"etag-1"', checksum_sha256_base64: 'sum-1' },
        { number: 2, checksum_etag: '"etag-2"', checksum_sha256_base64: 'sum-2' },
      ],
    })
  })

  test.each([
    ['has no receipt', parts.map((part) => ({ ...part, etag: part.number === 2 ? null : part.etag }))],
    ['is left out', parts.slice(1)],
    ['is out of order', parts.toReversed()],
  ])('is not made when a part %s', (_what, incomplete) => {
    expect(() => completionOf(session, incomplete)).toThrow(/Part \d is missing at completion/)
  })
})

describe('the answer to opening', () => {
  test('gives the session and, in the order of the parts, their URLs', () => {
    expect(openedFrom(created([2, 1]), parts)).toEqual({
      session: { fileId: 'f', multipartId: 'm', path: 'downloadable/o/f/a.zip' },
      organizationId: 'o',
      urls: [1, 2].map((number) => ({
        number,
        url: `https://s3/${number}`,
        headers: { 'x-amz-checksum-sha256': `sum-${number}` },
      })),
      expiresAt: Date.UTC(2026, 10, 23, 13, 0, 1),
    })
  })

  test.each([
    ['a part', created([1])],
    ['the upload', created([1, 2], { upload: undefined })],
    ['the id', created([1, 2], { id: 7 })],
    ['everything', {} as Created],
  ])('is not Polar’s when it lacks %s', (_what, answer) => {
    expect(() => openedFrom(answer, parts)).toThrow('The server answers in a form this version')
  })
})

describe('a file as Polar tells of it', () => {
  const told = {
    ...{ id: 'f', organization_id: 'o', name: 'a.zip', size: 10, mime_type: 'application/zip' },
    ...{ service: 'downloadable', created_at: '2026-11-23T12:00:00Z' },
  }

  test('may have no checksum and no ETag', () => {
    expect(polarFileFrom(told)).toEqual({
      ...{ id: 'f', organizationId: 'o', name: 'a.zip', sizeBytes: 10, mimeType: 'application/zip' },
      ...{ service: 'downloadable', checksum: null, etag: null, createdAt: '2026-11-23T12:00:00Z' },
    })
  })

  test.each([
    ['a size that is text', { size: '10' }],
    ['a size that is no whole number', { size: 10.5 }],
    ['no name', { name: undefined }],
  ])('is not Polar’s with %s', (_what, difference) => {
    const answer = { ...told, ...difference } as unknown as typeof told

    expect(() => polarFileFrom(answer)).toThrow('The server answers in a form this version')
  })
})
