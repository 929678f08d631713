import { randomBytes } from 'node:crypto'
import { createReadStream, renameSync } from 'node:fs'
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  unlink,
  writeFile,
  type FileHandle,
} from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { S3Error } from './s3-errors.ts'

/** A part S3 has stored. Its file's name says all of this, so that storing it is one rename. */
export interface StoredPart {
  readonly number: number
  readonly sizeBytes: number
  /** Hex. */
  readonly md5: string
  /** Hex. */
  readonly sha256: string
}

/** An object put together from parts. It is the list of them; their files stay as they are. */
export interface StoredObject {
  readonly parts: readonly StoredPart[]
  readonly sizeBytes: number
  readonly etag: string
  readonly versionId: string
  /** Epoch milliseconds. */
  readonly lastModified: number
}

/** A multipart upload, open until `object` is there. */
export interface MultipartUpload {
  readonly id: string
  readonly bucket: string
  readonly key: string
  readonly mimeType: string
  readonly parts: Map<number, StoredPart>
  object: StoredObject | null
}

/** Bytes of a part on their way in; stored by `commit`, or else nothing is. */
export interface IncomingPart {
  write(bytes: Uint8Array): Promise<void>
  /** Throws `S3Error` when the upload has been completed or aborted meanwhile. */
  commit(part: StoredPart): Promise<void>
  discard(): Promise<void>
}

/** S3's disk: open multipart uploads and the objects that came of them. */
export interface MultipartUploads {
  create(bucket: string, key: string, mimeType: string): Promise<MultipartUpload>
  find(id: string): MultipartUpload | null
  receive(upload: MultipartUpload): Promise<IncomingPart>
  /** Makes the upload an object of these parts and drops the others. */
  complete(upload: MultipartUpload, object: StoredObject): Promise<void>
  findObject(bucket: string, key: string): { upload: MultipartUpload; object: StoredObject } | null
  deleteObject(bucket: string, key: string): Promise<void>
  /** The stored bytes, in order. */
  read(upload: MultipartUpload, object: StoredObject): Readable
}

type UploadRecord = Omit<MultipartUpload, 'parts'>

const partName = (part: StoredPart): string => `${part.number}.${part.sizeBytes}.${part.md5}.${part.sha256}`

function partFromName(name: string): StoredPart | null {
  const match = /^(\d+)\.(\d+)\.([0-9a-f]{32})\.([0-9a-f]{64})$/.exec(name)
  if (!match) return null
  const [, number, sizeBytes, md5 = '', sha256 = ''] = match
  return { number: Number(number), sizeBytes: Number(sizeBytes), md5, sha256 }
}

const objectName = (bucket: string, key: string): string => `${bucket}/${key}`

/** Opens the uploads in a folder, with what an earlier server left there. With `discard` no part's bytes are kept. */
export async function openMultipartUploads(folder: string, discard: boolean): Promise<MultipartUploads> {
  await mkdir(folder, { recursive: true })
  const uploads = new Map<string, MultipartUpload>()
  const objects = new Map<string, MultipartUpload>()
  const folderOf = (upload: Pick<MultipartUpload, 'id'>) => join(folder, upload.id)

  for (const id of await readdir(folder)) {
    const upload = await loadUpload(join(folder, id))
    if (!upload) continue
    uploads.set(id, upload)
    if (upload.object) objects.set(objectName(upload.bucket, upload.key), upload)
  }

  const save = async (upload: MultipartUpload) => {
    const { id, bucket, key, mimeType, object } = upload
    const record: UploadRecord = { id, bucket, key, mimeType, object }
    const path = join(folderOf(upload), 'upload.json')
    await writeFile(`${path}.new`, JSON.stringify(record))
    await rename(`${path}.new`, path)
  }

  return {
    async create(bucket, key, mimeType) {
      const id = randomBytes(48).toString('base64url')
      const upload: MultipartUpload = { id, bucket, key, mimeType, parts: new Map(), object: null }
      await mkdir(folderOf(upload))
      await save(upload)
      uploads.set(id, upload)
      return upload
    },
    find: (id) => uploads.get(id) ?? null,
    receive: (upload) => receivePart(upload, folderOf(upload), discard),
    async complete(upload, object) {
      upload.object = object
      await save(upload)
      objects.set(objectName(upload.bucket, upload.key), upload)
      const listed = new Set(object.parts.map(partName))
      const unlisted = [...upload.parts.values()].filter((part) => !listed.has(partName(part)))
      for (const part of unlisted) {
        upload.parts.delete(part.number)
        await rm(join(folderOf(upload), partName(part)), { force: true })
      }
    },
    findObject(bucket, key) {
      const upload = objects.get(objectName(bucket, key))
      return upload?.object ? { upload, object: upload.object } : null
    },
    async deleteObject(bucket, key) {
      const upload = objects.get(objectName(bucket, key))
      if (!upload) return
      objects.delete(objectName(bucket, key))
      uploads.delete(upload.id)
      await rm(folderOf(upload), { recursive: true, force: true })
    },
    read(upload, object) {
      if (discard) throw new S3Error('InternalError', {}, 'This server does not keep the bytes it receives.')
      return Readable.from(readParts(folderOf(upload), object.parts), { objectMode: false })
    },
  }
}

async function loadUpload(folder: string): Promise<MultipartUpload | null> {
  const names = await readdir(folder)
  if (!names.includes('upload.json')) return null
  const record = JSON.parse(await readFile(join(folder, 'upload.json'), 'utf8')) as UploadRecord
  const parts = new Map<number, StoredPart>()
  for (const name of names) {
    const part = partFromName(name)
    if (part) parts.set(part.number, part)
    else if (name.startsWith('incoming-')) await unlink(join(folder, name))
  }
  return { ...record, parts }
}

/** Bytes are written in batches of this size: a write per chunk costs more than the bytes do. */
const BATCH_BYTES = 512 * 1024

async function receivePart(upload: MultipartUpload, folder: string, discard: boolean): Promise<IncomingPart> {
  const path = join(folder, `incoming-${randomBytes(8).toString('hex')}`)
  const file = await open(path, 'wx')
  let writing: Promise<void> = Promise.resolve()
  let batch: Uint8Array[] = []
  let batchBytes = 0
  // One batch is being written while the next one gathers; a third one waits.
  const flush = async () => {
    await writing
    writing = writeAll(file, batch)
    // Whoever waits for it next is told; until then a failed write must not count as unhandled.
    writing.catch(() => undefined)
    batch = []
    batchBytes = 0
  }
  return {
    async write(bytes) {
      if (discard) return
      batch.push(bytes)
      batchBytes += bytes.length
      if (batchBytes >= BATCH_BYTES) await flush()
    },
    async commit(part) {
      await flush()
      await writing
      await file.close()
      if (upload.object) throw new S3Error('NoSuchUpload', { UploadId: upload.id })
      const replaced = upload.parts.get(part.number)
      // In one go with the check: a completion in between would lose the part that is replaced.
      renameSync(path, join(folder, partName(part)))
      upload.parts.set(part.number, part)
      if (replaced && partName(replaced) !== partName(part)) {
        await rm(join(folder, partName(replaced)), { force: true })
      }
    },
    async discard() {
      await writing.catch(() => undefined)
      await file.close().catch(() => undefined)
      await rm(path, { force: true })
    },
  }
}

async function writeAll(file: FileHandle, batch: readonly Uint8Array[]): Promise<void> {
  const wanted = batch.reduce((sum, bytes) => sum + bytes.length, 0)
  if (wanted === 0) return
  const { bytesWritten } = await file.writev([...batch])
  if (bytesWritten !== wanted) throw new Error(`Only ${bytesWritten} of ${wanted} bytes were written`)
}

async function* readParts(folder: string, parts: readonly StoredPart[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    const stream = createReadStream(join(folder, partName(part)), { highWaterMark: 256 * 1024 })
    for await (const bytes of stream) yield bytes as Buffer
  }
}
