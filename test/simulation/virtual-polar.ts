import { createHash } from 'node:crypto'
import type { HttpResponse } from '../../app/ports.ts'
import type { Organizations, ServerAddress } from './organizations.ts'
import type { VirtualTime } from './virtual-clock.ts'
import { checksumOf, md5Of, type Content } from './virtual-disk.ts'

const TTL_MS = 3_600_000
const MIN_PART_BYTES = 5 * 1024 ** 2
/** How long the `Date` of Polar's answers stays behind after it has signed URLs. */
const DATE_STANDS_MS = 1000

/** The operations of Polar's API that the app uses, and S3's one. */
export type Operation = 'create' | 'complete' | 'list' | 'delete' | 'patch' | 'organization' | 'put'

/** A multipart upload at S3. */
export interface Multipart {
  readonly id: string
  /** At whose S3 it is, by the server's place. */
  readonly server: number
  readonly fileId: string
  readonly key: string
  readonly declared: ReadonlyMap<number, DeclaredPart>
  readonly stored: Map<number, StoredPart>
  state: 'open' | 'completed' | 'lost'
}

interface DeclaredPart {
  readonly sizeBytes: number
  readonly checksum: string
  /** When its URL was signed: one after the other, so that the last is the youngest. */
  readonly signedAt: number
}

interface StoredPart {
  readonly content: readonly Content[]
  readonly sizeBytes: number
  readonly etag: string
}

/** A file as Polar keeps it. */
export interface FileRecord {
  readonly id: string
  /** Whose it is. */
  readonly organization: number
  readonly name: string
  readonly sizeBytes: number
  readonly checksum: string
  readonly service: string
  readonly mimeType: string
  readonly multipartId: string
  object: { readonly content: readonly Content[]; readonly sizeBytes: number; readonly etag: string } | null
  /** Spoiled at rest, by the simulation. */
  wasAltered: boolean
  /** The app has been told so, if it looked. */
  alterationShown: boolean
  isDeleted: boolean
}

/** How one of this world's servers is. */
export interface PolarTraits {
  readonly address: ServerAddress
  /** Its place among the servers. */
  readonly place: number
  readonly organizations: Organizations
  /** Epoch milliseconds on the servers' clock. */
  readonly now: () => number
  /** What S3 says to a completion that has happened already: AWS repeats itself, MinIO refuses. */
  readonly repeatsCompletion: boolean
  readonly time: VirtualTime
  /** How long it takes to sign a part's URL; nobody else is answered meanwhile. */
  readonly signingMsPerPart: number
  /** Whether S3's errors have an empty message. */
  readonly emptyMessages: boolean
  /** Whether a token may read its organization. */
  readonly mayReadName: (token: string) => boolean
  /** Hears of every record that is made. */
  readonly onCreated: (file: FileRecord) => void
}

/** A part on its way, as S3 sees it. */
export interface PutHead {
  readonly multipart: Multipart
  readonly partNumber: number
  readonly expiresAt: number
}

/** Polar and S3 in memory, as strict as the real ones where the app could tell. */
export interface VirtualPolar {
  readonly multiparts: ReadonlyMap<string, Multipart>
  readonly files: ReadonlyMap<string, FileRecord>
  /** Which operation a request is. */
  operationOf(method: string, url: string): Operation
  /** Says how long a request to the API takes that comes now: until those before it are done, and it is. */
  takesMs(operation: Operation, body: string): number
  /** Answers a request to the API. */
  answer(operation: Operation, url: string, token: string, body: string): HttpResponse
  headOf(url: string): PutHead
  /** What S3 says as soon as it has seen the head of a PUT; null to go on. */
  refusal(head: PutHead): HttpResponse | null
  /** Takes the body of a PUT. */
  store(head: PutHead, content: readonly Content[], isDamaged: boolean): HttpResponse
  /** Makes a token of an organization valid, beside those that are. */
  accept(organization: number, token: string): void
  /** Makes all tokens of an organization invalid. */
  revoke(organization: number): void
  /** S3 forgets a multipart upload. */
  lose(fileId: string): void
  /** What Polar serves is from now on something else. */
  alter(fileId: string): void
  /** An answer of Polar's, or of S3's to a PUT, with the `Date` that one would give it. */
  reply(
    operation: Operation,
    status: number,
    body: string,
    headers?: Readonly<Record<string, string>>,
  ): HttpResponse
  /** An error of S3's. */
  s3Error(
    status: number,
    code: string,
    message: string,
    headers?: Readonly<Record<string, string>>,
  ): HttpResponse
}

/** Creates a Polar without files. */
export function createVirtualPolar(traits: PolarTraits): VirtualPolar {
  const multiparts = new Map<string, Multipart>()
  const files = new Map<string, FileRecord>()
  /** Whose each valid token is. */
  const accepted = new Map<string, number>()
  let count = 0
  const { address, place, organizations, time, signingMsPerPart } = traits
  /** What Polar calls an organization: the end of the account's name. */
  const idOf = (organization: number): string => organizations.accountIdOf(organization).split(' ')[1] ?? ''

  /** Until when Polar signs URLs, and how long it did so then. */
  let busy = { untilMs: -Infinity, forMs: 0 }
  const lagMs = (): number => (time.now() < busy.untilMs + DATE_STANDS_MS ? busy.forMs : 0)

  const reply: VirtualPolar['reply'] = (operation, status, body, headers = {}) => {
    const date = traits.now() - (operation === 'put' ? 0 : lagMs())
    return { status, headers: { date: new Date(date).toUTCString(), ...headers }, body }
  }
  const json = (status: number, body: unknown): HttpResponse => reply('list', status, JSON.stringify(body))
  const xml: VirtualPolar['s3Error'] = (status, code, message, headers) => {
    const words = traits.emptyMessages ? '' : message
    return reply('put', status, `<Error><Code>${code}</Code><Message>${words}</Message></Error>`, headers)
  }
  const unknownFile = (): HttpResponse => json(404, { error: 'ResourceNotFound', detail: 'Not found' })

  /** No token can tell that a file of another organization is there. */
  const fileOf = (organization: number, id: string): FileRecord | null => {
    const record = files.get(id)
    return record?.organization === organization && !record.isDeleted ? record : null
  }

  const shown = (file: FileRecord): Record<string, unknown> => {
    file.alterationShown = file.wasAltered
    return fieldsOf(file, idOf(file.organization))
  }
  const create = (organization: number, body: Creation): HttpResponse => {
    count += 1
    const multipartId = place === 0 ? `multipart${count}` : `multipart${place}-${count}`
    const fileId = uuid(place, count)
    const key = `${body.service}/${idOf(organization)}/${fileId}/${encodeURIComponent(body.name)}`
    const { parts: announced } = body.upload
    const declared = announced.map((part, index): [number, DeclaredPart] => [
      part.number,
      {
        sizeBytes: part.chunk_end - part.chunk_start,
        checksum: part.checksum_sha256_base64,
        signedAt:
          Math.floor((traits.now() - (announced.length - 1 - index) * signingMsPerPart) / 1000) * 1000,
      },
    ])
    const multipart: Multipart = {
      ...{ id: multipartId, server: place, fileId, key },
      declared: new Map(declared),
      stored: new Map(),
      state: 'open',
    }
    multiparts.set(multipartId, multipart)
    const record: FileRecord = {
      ...{
        id: fileId,
        organization,
        name: body.name,
        sizeBytes: body.size,
        checksum: body.checksum_sha256_base64,
      },
      ...{ service: body.service, mimeType: body.mime_type, multipartId },
      ...{ object: null, wasAltered: false, alterationShown: false, isDeleted: false },
    }
    files.set(fileId, record)
    traits.onCreated(record)
    const parts = announced.map((part) => ({
      ...part,
      url: presigned(address.bucketUrl, multipart, part.number),
      expires_at: new Date(expiryOf(multipart, part.number)).toISOString(),
      headers: {
        'x-amz-checksum-sha256': part.checksum_sha256_base64,
        'x-amz-sdk-checksum-algorithm': 'SHA256',
      },
    }))
    return json(201, { ...shown(record), upload: { id: multipartId, path: key, parts } })
  }

  const complete = (record: FileRecord | null, body: Completion): HttpResponse => {
    if (record === null) return unknownFile()
    const multipart = multiparts.get(body.id)
    const refused = reply('complete', 500, 'Internal Server Error')
    if (multipart?.key !== body.path || multipart.state === 'lost') return refused
    if (multipart.state === 'completed' && !traits.repeatsCompletion) return refused
    const parts = partsFor(multipart, body)
    if (parts === null) return refused
    multipart.state = 'completed'
    record.object ??= {
      content: parts.flatMap(({ content }) => content),
      sizeBytes: parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      etag: `"${md5OfMd5s(parts.map(({ etag }) => etag))}-${parts.length}"`,
    }
    return json(200, shown(record))
  }

  const list = (organization: number, url: string): HttpResponse => {
    const ids = new URL(url).searchParams.getAll('ids')
    const items = ids
      .map((id) => fileOf(organization, id))
      .filter((file) => file !== null)
      .filter((file) => file.object !== null)
    const pagination = { total_count: items.length, max_page: 1 }
    return json(200, { items: items.map(shown), pagination })
  }

  const remove = (record: FileRecord | null): HttpResponse => {
    if (record === null) return unknownFile()
    record.isDeleted = true
    return reply('delete', 204, '')
  }

  return {
    multiparts,
    files,
    reply,
    s3Error: xml,
    operationOf(method, url) {
      if (url.startsWith(address.bucketUrl)) return 'put'
      if (url.startsWith(`${address.url}/v1/organizations/`)) return 'organization'
      if (url.endsWith('/uploaded')) return 'complete'
      if (method === 'POST') return 'create'
      if (method === 'DELETE') return 'delete'
      return method === 'PATCH' ? 'patch' : 'list'
    },
    takesMs(operation, body) {
      if (signingMsPerPart === 0) return 0
      const now = time.now()
      if (operation === 'create') {
        const { parts } = (JSON.parse(body) as Creation).upload
        const forMs = parts.length * signingMsPerPart
        busy = { untilMs: Math.max(now, busy.untilMs) + forMs, forMs }
      }
      return Math.max(0, busy.untilMs - now)
    },
    answer(operation, url, token, body) {
      const organization = accepted.get(token)
      if (organization === undefined) {
        return json(401, { error: 'invalid_token', error_description: 'The access token is invalid.' })
      }
      const fileId = url.slice(`${address.url}/v1/files/`.length).split('/')[0] ?? ''
      switch (operation) {
        case 'organization':
          if (!traits.mayReadName(token)) return json(403, NO_SCOPE)
          return json(200, {
            items: [{ id: idOf(organization), name: `Sim ${organization}` }],
            pagination: { total_count: 1, max_page: 1 },
          })
        case 'patch':
          return unknownFile()
        case 'create':
          return create(organization, JSON.parse(body) as Creation)
        case 'complete':
          return complete(fileOf(organization, fileId), JSON.parse(body) as Completion)
        case 'list':
          return list(organization, url)
        case 'delete':
          return remove(fileOf(organization, fileId))
        case 'put':
          throw new Error('Parts do not go to the API')
      }
    },
    headOf: (url) => headOf(url, multiparts),
    refusal({ multipart, expiresAt }) {
      if (traits.now() >= expiresAt) return xml(403, 'AccessDenied', 'Request has expired')
      if (multipart.state !== 'open') {
        return xml(404, 'NoSuchUpload', 'The specified upload does not exist.')
      }
      return null
    },
    store({ multipart, partNumber }, content, isDamaged) {
      const declared = multipart.declared.get(partNumber)
      if (declared === undefined) return xml(400, 'InvalidArgument', 'No such part')
      if (multipart.state !== 'open') {
        return xml(404, 'NoSuchUpload', 'The specified upload does not exist.')
      }
      const sizeBytes = content.reduce((sum, { start, end }) => sum + end - start, 0)
      if (isDamaged || checksumOf(content) !== declared.checksum || sizeBytes !== declared.sizeBytes) {
        return xml(400, 'BadDigest', 'The SHA256 you specified did not match the calculated checksum.')
      }
      const etag = `"${md5Of(content)}"`
      multipart.stored.set(partNumber, { content, sizeBytes, etag })
      return reply('put', 200, '', { etag })
    },
    accept(organization, token) {
      accepted.set(token, organization)
    },
    revoke(organization) {
      for (const [token, whose] of accepted) if (whose === organization) accepted.delete(token)
    },
    lose(fileId) {
      const multipart = multiparts.get(files.get(fileId)?.multipartId ?? '')
      if (multipart?.state === 'open') multipart.state = 'lost'
    },
    alter(fileId) {
      const record = files.get(fileId)
      if (record?.object == null || record.wasAltered) return
      record.wasAltered = true
      record.object = { ...record.object, etag: `"${'0'.repeat(32)}-1"` }
    },
  }
}

interface Creation {
  readonly name: string
  readonly size: number
  readonly service: string
  readonly mime_type: string
  readonly checksum_sha256_base64: string
  readonly upload: {
    readonly parts: readonly {
      readonly number: number
      readonly chunk_start: number
      readonly chunk_end: number
      readonly checksum_sha256_base64: string
    }[]
  }
}

interface Completion {
  readonly id: string
  readonly path: string
  readonly parts: readonly {
    readonly number: number
    readonly checksum_etag: string
    readonly checksum_sha256_base64: string
  }[]
}

/** The stored parts a completion names, in order; null when S3 would refuse it. Parts it does not name are ignored. */
function partsFor(multipart: Multipart, { parts }: Completion): readonly StoredPart[] | null {
  const found: StoredPart[] = []
  for (const [index, named] of parts.entries()) {
    const stored = multipart.stored.get(named.number)
    if (named.number !== index + 1 || stored === undefined) return null
    if (stored.etag !== named.checksum_etag) return null
    if (checksumOf(stored.content) !== named.checksum_sha256_base64) return null
    if (index < parts.length - 1 && stored.sizeBytes < MIN_PART_BYTES) return null
    found.push(stored)
  }
  return found.length === 0 ? null : found
}

const NO_SCOPE = {
  error: 'insufficient_scope',
  error_description: 'The access token lacks the scope organizations:read.',
}

const fieldsOf = (file: FileRecord, organization: string): Record<string, unknown> => ({
  id: file.id,
  organization_id: organization,
  name: file.name,
  path: file.multipartId,
  size: file.sizeBytes,
  mime_type: file.mimeType,
  service: file.service,
  checksum_sha256_base64: file.checksum,
  checksum_etag: file.object?.etag ?? null,
  is_uploaded: file.object !== null,
  created_at: '2026-11-23T12:00:00Z',
})

const expiryOf = ({ declared }: Multipart, partNumber: number): number =>
  (declared.get(partNumber)?.signedAt ?? NaN) + TTL_MS

function presigned(bucketUrl: string, multipart: Multipart, partNumber: number): string {
  const { id, key } = multipart
  const date = new Date(expiryOf(multipart, partNumber) - TTL_MS).toISOString().replace(/[-:]|\.\d+/g, '')
  const signature = `X-Amz-Date=${date}&X-Amz-Expires=${TTL_MS / 1000}&X-Amz-Signature=${SIGNATURE}`
  return `${bucketUrl}/${key}?uploadId=${id}&partNumber=${partNumber}&${signature}`
}

/** What every presigned URL is signed with: what must never show. */
export const SIGNATURE = '5ec4e7'.repeat(10)

const uploadIn = /[?&]uploadId=([^&]+)&partNumber=(\d+)&/

function headOf(url: string, multiparts: ReadonlyMap<string, Multipart>): PutHead {
  const [, uploadId = '', partNumber = ''] = uploadIn.exec(url) ?? []
  const multipart = multiparts.get(uploadId)
  if (multipart === undefined || !url.includes(`X-Amz-Signature=${SIGNATURE}`)) {
    throw new Error(`A part goes to a URL nobody signed: ${url}`)
  }
  return { multipart, partNumber: Number(partNumber), expiresAt: expiryOf(multipart, Number(partNumber)) }
}

/** No two servers ever make the same. */
const uuid = (place: number, count: number): string =>
  `${String(place).padStart(8, '0')}-0000-4000-8000-${String(count).padStart(12, '0')}`

function md5OfMd5s(etags: readonly string[]): string {
  return createHash('md5')
    .update(etags.map((etag) => etag.replaceAll('"', '')).join(''), 'hex')
    .digest('hex')
}
