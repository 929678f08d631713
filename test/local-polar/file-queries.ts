import { jsonAnswer, Refusal, type Answer } from './answer.ts'
import { isoMicroseconds } from './clock.ts'
import { markCommitted, type Exchange } from './exchange.ts'
import { bucketOf, checkRole, existingFile, shownFile, type FilesContext } from './file-endpoints.ts'
import { fileWith, type FileRecord } from './file-records.ts'
import { fileListQuery, type FilePatch } from './file-validation.ts'
import type { Issue } from './json-checks.ts'
import { notPermitted, resourceNotFound, validOrRefuse } from './polar-errors.ts'
import { encodeKey, encodeStrictly } from './presign.ts'
import type { TokenRecord } from './tokens.ts'

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 100

/** `GET /v1/files/`: completed files only, in no order. */
export function listFiles(context: FilesContext, query: URLSearchParams): Answer {
  const issues: Issue[] = []
  const given = {
    ...Object.fromEntries(['organization_id', 'ids'].flatMap((name) => allOf(query, name))),
    ...Object.fromEntries(['page', 'limit'].flatMap((name) => lastOf(query, name))),
  }
  const wanted = validOrRefuse(fileListQuery(given, ['query'], issues), issues)
  const page = wanted.page ?? 1
  const limit = Math.min(wanted.limit ?? DEFAULT_LIMIT, MAX_LIMIT)
  const rows = context.files
    .all()
    .filter((row) => row.is_uploaded && row.deleted_at === null && row.service !== 'support_case_attachment')
    .filter((row) => wanted.organization_id?.includes(row.organization_id) ?? true)
    .filter((row) => wanted.ids?.includes(row.id) ?? true)
  return jsonAnswer(200, {
    items: rows.slice((page - 1) * limit, page * limit).map((row) => shownFile(context, row)),
    pagination: { total_count: rows.length, max_page: Math.ceil(rows.length / limit) },
  })
}

const allOf = (query: URLSearchParams, name: string): [string, string[]][] =>
  query.has(name) ? [[name, query.getAll(name)]] : []

const lastOf = (query: URLSearchParams, name: string): [string, string | undefined][] =>
  query.has(name) ? [[name, query.getAll(name).at(-1)]] : []

/** `PATCH /v1/files/{id}`: empty values change nothing. */
export async function updateFile(
  exchange: Exchange,
  context: FilesContext,
  id: string,
  patch: FilePatch,
  token: TokenRecord,
): Promise<Answer> {
  const record = changeableFile(context, id, token)
  const changed: FileRecord = {
    ...record,
    name: patch.name === null || patch.name === '' ? record.name : patch.name,
    version: patch.version === null || patch.version === '' ? record.version : patch.version,
  }
  await context.files.save(changed)
  markCommitted(exchange)
  return jsonAnswer(200, shownFile(context, changed))
}

/** `DELETE /v1/files/{id}`: the row is only marked; a completed object is deleted, parts of an open upload stay. */
export async function deleteFile(
  exchange: Exchange,
  context: FilesContext,
  id: string,
  token: TokenRecord,
): Promise<Answer> {
  const record = changeableFile(context, id, token)
  await context.files.save({ ...record, deleted_at: exchange.clock.now() })
  await context.s3.uploads.deleteObject(bucketOf(record), record.path)
  markCommitted(exchange)
  return { status: 204, headers: { 'content-type': 'application/json' }, body: '' }
}

function changeableFile(context: FilesContext, id: string, token: TokenRecord): FileRecord {
  const record = existingFile(context, id)
  if (record.service === 'support_case_attachment') {
    throw new Refusal(notPermitted('Files of support cases are not changed here.'))
  }
  checkRole(token)
  return record
}

/** `GET /v1/files/{id}/download`: a presigned URL to read the file by. */
export async function downloadFile(exchange: Exchange, context: FilesContext, id: string): Promise<Answer> {
  const record = existingFile(context, id)
  if (!record.is_uploaded) return resourceNotFound()
  if (record.service === 'support_case_attachment') {
    return notPermitted('Files of support cases are not downloaded here.')
  }
  if (record.flagged_malicious_at !== null) return notPermitted('This file has been flagged as malicious.')
  const now = exchange.clock.now()
  const lifetimeSeconds = context.urlLifetimeSeconds()
  const origin = context.s3Origin()
  const pathAndQuery = await context.s3.presigner.presign(
    {
      method: 'GET',
      path: `/${bucketOf(record)}/${encodeKey(record.path)}`,
      query: {
        'response-content-disposition': contentDisposition(record.name),
        'response-content-type': record.mime_type,
      },
      headers: { host: new URL(origin).host },
    },
    { signedAt: now, lifetimeSeconds },
  )
  const expires_at = isoMicroseconds(now + lifetimeSeconds * 1000)
  return jsonAnswer(
    200,
    fileWith(record, { download: { url: origin + pathAndQuery, headers: {}, expires_at } }),
  )
}

/** The name without its accents, and once more as it is when that makes a difference. Quotes are not escaped. */
function contentDisposition(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\p{ASCII}]/gu, '')
  const whole = plain === name ? '' : `; filename*=UTF-8''${encodeStrictly(name)}`
  return `attachment; filename="${plain}"${whole}`
}
