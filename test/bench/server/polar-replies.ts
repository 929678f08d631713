import { createHash, randomUUID } from 'node:crypto'
import { fileRead, fileWith, type FileRecord } from '../../local-polar/file-records.ts'
import type { FileCreate, FileUploaded } from '../../local-polar/file-validation.ts'
import { organizationAnswer, type Organization } from '../../local-polar/organization.ts'
import { encodeKey, REGION } from '../../local-polar/presign.ts'
import { jsonReply, type Reply, type TakenRequest } from './reply.ts'

/** Polar's API in memory, for one organization. It believes everything it is told. */
export interface PolarReplies {
  reply(request: TakenRequest): Reply
}

const BUCKET = 'polar-bench-files'
const LIFETIME_SECONDS = 3600

/** A Polar without files; `origin` is where its S3 is reached. */
export function createPolarReplies(origin: () => string): PolarReplies {
  const organization: Organization = { id: randomUUID(), name: 'Bench', slug: 'bench' }
  const files = new Map<string, FileRecord>()

  const create = (body: FileCreate): Reply => {
    const record = newRecord(organization, body)
    files.set(record.id, record)
    const upload = { id: randomUUID(), path: record.path, parts: presign(origin(), record, body) }
    return jsonReply(fileWith(record, { upload }), 201)
  }
  const complete = (id: string, { parts }: FileUploaded): Reply => {
    const record = files.get(id)
    if (record === undefined) return notFound()
    const etag = multipartEtag(parts.map((part) => part.checksum_etag))
    const uploaded = { ...record, is_uploaded: true, checksum_etag: etag, last_modified_at: Date.now() }
    files.set(id, uploaded)
    return jsonReply(fileRead(uploaded, ''))
  }
  const list = (ids: readonly string[]): Reply => {
    const found = ids.flatMap((id) => files.get(id) ?? []).filter((record) => record.is_uploaded)
    return jsonReply({
      items: found.map((record) => fileRead(record, '')),
      pagination: { total_count: found.length, max_page: 1 },
    })
  }
  return {
    reply({ method, path, query, body, headers }) {
      if (headers.authorization === undefined) return jsonReply({ error: 'Unauthorized', detail: '' }, 401)
      if (path === '/v1/organizations/') return jsonReply(organizationAnswer(organization))
      if (path === '/v1/files/' && method === 'POST') return create(JSON.parse(body) as FileCreate)
      if (path === '/v1/files/') return list(query.getAll('ids'))
      const [, id = ''] = /^\/v1\/files\/([^/]+)\/uploaded$/.exec(path) ?? []
      return id === '' ? notFound() : complete(id, JSON.parse(body) as FileUploaded)
    },
  }
}

const notFound = (): Reply => jsonReply({ error: 'ResourceNotFound', detail: 'Not found' }, 404)

function newRecord(organization: Organization, body: FileCreate): FileRecord {
  const id = randomUUID()
  const checksum = body.checksum_sha256_base64
  return {
    ...{ id, organization_id: organization.id, service: body.service, name: body.name },
    path: `${body.service}/${organization.id}/${id}/${body.name}`,
    ...{ mime_type: body.mime_type, size: body.size, checksum_sha256_base64: checksum },
    checksum_sha256_hex: checksum === null ? null : Buffer.from(checksum, 'base64').toString('hex'),
    ...{ storage_version: null, checksum_etag: null, last_modified_at: null, version: null },
    ...{ is_uploaded: false, flagged_malicious_at: null, created_at: Date.now(), deleted_at: null },
  }
}

/** URLs as long as S3's, and with everything a client reads in them; the signature is none. */
function presign(origin: string, record: FileRecord, { upload }: FileCreate): readonly unknown[] {
  const now = new Date()
  const date = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const expires_at = new Date(now.getTime() + LIFETIME_SECONDS * 1000).toISOString()
  const uploadId = randomUUID()
  const credential = `bench%2F${date.slice(0, 8)}%2F${REGION}%2Fs3%2Faws4_request`
  const signed = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential}&X-Amz-Date=${date}`
  const query = `${signed}&X-Amz-Expires=${LIFETIME_SECONDS}&X-Amz-Signature=${'0'.repeat(64)}`
  return upload.parts.map((part) => ({
    ...part,
    url: `${origin}/${BUCKET}/${encodeKey(record.path)}?uploadId=${uploadId}&partNumber=${part.number}&${query}`,
    expires_at,
    headers: {
      'x-amz-checksum-sha256': part.checksum_sha256_base64,
      'x-amz-sdk-checksum-algorithm': 'SHA256',
    },
  }))
}

function multipartEtag(etags: readonly string[]): string {
  const digests = etags.map((etag) => etag.replaceAll('"', '')).join('')
  return `"${createHash('md5').update(digests, 'hex').digest('hex')}-${etags.length}"`
}
