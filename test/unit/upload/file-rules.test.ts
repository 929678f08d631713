import { describe, expect, test } from 'vitest'
import { mimeTypeFor, refusalFor } from '../../../app/upload/file-rules.ts'
import { MAX_FILE_BYTES } from '../../../app/upload/part-plan.ts'

const MiB = 1024 ** 2

describe('the MIME type of a file', () => {
  test.each([
    ['video.mp4', 'video/mp4'],
    ['COVER.JPG', 'image/jpeg'],
    ['logo.svg', 'image/svg+xml'],
    ['game.tar.gz', 'application/gzip'],
    ['notes.txt', 'text/plain'],
    ['what.isthis', 'application/octet-stream'],
    ['mp4', 'application/octet-stream'],
    ['.mp4', 'application/octet-stream'],
    ['ends with a dot.', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('%s is %s', (name, type) => {
    expect(mimeTypeFor(name)).toBe(type)
  })
})

describe('a downloadable', () => {
  const downloadable = {
    name: 'a.bin',
    service: 'downloadable',
    mimeType: 'application/octet-stream',
  } as const

  test.each([0, 1, 20 * 1024 ** 3, MAX_FILE_BYTES])('of %s bytes can be uploaded', (sizeBytes) => {
    expect(refusalFor({ ...downloadable, sizeBytes })).toBeNull()
  })

  test('that cannot be cut into parts is refused', () => {
    expect(refusalFor({ ...downloadable, sizeBytes: MAX_FILE_BYTES + 1 })).toBe(
      '“a.bin” is larger than 48.8 TiB, the most that can be stored as one file. Split it, then add the pieces.',
    )
  })
})

describe('an image', () => {
  const cover = { name: 'cover.png', service: 'product_media', mimeType: 'image/png' } as const
  const avatar = { name: 'me.webp', service: 'organization_avatar', mimeType: 'image/webp' } as const

  test.each(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/svg+xml'])(
    'of type %s can be uploaded for a product and as an avatar',
    (mimeType) => {
      expect(refusalFor({ ...cover, mimeType, sizeBytes: 10 * MiB })).toBeNull()
      expect(refusalFor({ ...avatar, mimeType, sizeBytes: MiB })).toBeNull()
    },
  )

  test('above the limit of its service is refused', () => {
    expect([
      refusalFor({ ...cover, sizeBytes: 10 * MiB + 1 }),
      refusalFor({ ...avatar, sizeBytes: MiB + 1 }),
    ]).toEqual([
      'Product images may have up to 10 MiB, and “cover.png” has more. Make it smaller, then add it again.',
      'Avatars may have up to 1 MiB, and “me.webp” has more. Make it smaller, then add it again.',
    ])
  })

  test.each(['image/heic', 'image/svg', 'video/mp4', 'application/octet-stream', ''])(
    'of type “%s” is refused',
    (mimeType) => {
      expect([
        refusalFor({ ...cover, mimeType, sizeBytes: 1 }),
        refusalFor({ ...avatar, mimeType, sizeBytes: 1 }),
      ]).toEqual([
        'Product images are JPEG, PNG, GIF, WebP or SVG, and “cover.png” is none of them. Convert it, then add it again.',
        'Avatars are JPEG, PNG, GIF, WebP or SVG, and “me.webp” is none of them. Convert it, then add it again.',
      ])
    },
  )
})
