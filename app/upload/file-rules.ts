import { extname } from 'node:path'
import { lookup } from 'mime-types'
import type { FileService } from '../contract/upload-view.ts'
import { MAX_FILE_BYTES } from './part-plan.ts'

const MiB = 1024 ** 2
const TiB = 1024 ** 4

const UNKNOWN_TYPE = 'application/octet-stream'

/** https://github.com/polarsource/polar/blob/main/server/polar/file/schemas.py */
const IMAGE_TYPES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/svg+xml',
])

/** What Polar demands of images, by service: the largest size in bytes, and what they are called here. */
const IMAGE_SERVICES = {
  product_media: { maxBytes: 10 * MiB, images: 'Product images' },
  organization_avatar: { maxBytes: MiB, images: 'Avatars' },
} as const satisfies Partial<Record<FileService, unknown>>

/** What decides whether a file can be uploaded. */
export interface FileTraits {
  readonly name: string
  readonly sizeBytes: number
  readonly service: FileService
  readonly mimeType: string
}

/** The MIME type a file's extension stands for; `application/octet-stream` when it stands for none. */
export function mimeTypeFor(name: string): string {
  const extension = extname(name)
  // Without an extension, the package would take the whole name for one.
  if (extension === '') return UNKNOWN_TYPE
  return lookup(extension) || UNKNOWN_TYPE
}

/** Why the file cannot be uploaded for that service, in a sentence that says what to do; null when it can. */
export function refusalFor({ name, sizeBytes, service, mimeType }: FileTraits): string | null {
  if (sizeBytes > MAX_FILE_BYTES) {
    const limit = (MAX_FILE_BYTES / TiB).toFixed(1)
    return `“${name}” is larger than ${limit} TiB, the most that can be stored as one file. Split it, then add the pieces.`
  }
  if (service === 'downloadable') return null
  const { maxBytes, images } = IMAGE_SERVICES[service]
  if (!IMAGE_TYPES.has(mimeType)) {
    return `${images} are JPEG, PNG, GIF, WebP or SVG, and “${name}” is none of them. Convert it, then add it again.`
  }
  if (sizeBytes > maxBytes) {
    return `${images} may have up to ${maxBytes / MiB} MiB, and “${name}” has more. Make it smaller, then add it again.`
  }
  return null
}
