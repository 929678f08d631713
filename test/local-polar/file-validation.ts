import {
  integer,
  integerUpTo,
  isObject,
  listOf,
  nullable,
  object,
  optional,
  positiveInteger,
  text,
  textLike,
  uuid4,
  WRONG,
  type Check,
  type Issue,
} from './json-checks.ts'

/** What Polar can be told to use a file for. */
export const SERVICES = [
  'downloadable',
  'product_media',
  'organization_avatar',
  'support_case_attachment',
] as const

/** What Polar uses a file for. */
export type Service = (typeof SERVICES)[number]

/** A part as announced at creation; nothing of it is checked but its types. */
export interface AnnouncedPart {
  readonly number: number
  readonly chunk_start: number
  readonly chunk_end: number
  readonly checksum_sha256_base64: string | null
}

/** The body of `POST /v1/files/`. */
export interface FileCreate {
  readonly organization_id: string | null
  readonly name: string
  readonly mime_type: string
  readonly size: number
  readonly checksum_sha256_base64: string | null
  readonly upload: { readonly parts: readonly AnnouncedPart[] }
  readonly service: Service
  readonly version: string | null
}

/** A part as named at completion. */
export interface UploadedPart {
  readonly number: number
  readonly checksum_etag: string
  readonly checksum_sha256_base64: string | null
}

/** The body of `POST /v1/files/{id}/uploaded`. */
export interface FileUploaded {
  readonly id: string
  readonly path: string
  readonly parts: readonly UploadedPart[]
}

/** The body of `PATCH /v1/files/{id}`. */
export interface FilePatch {
  readonly name: string | null
  readonly version: string | null
}

/** The query of `GET /v1/files/`. */
export interface FileListQuery {
  readonly organization_id: readonly string[] | null
  readonly ids: readonly string[] | null
  readonly page: number | null
  readonly limit: number | null
}

const MAX_PARTS = 10_000
const MiB = 1024 * 1024

const IMAGE = textLike(
  /^image\/(jpeg|png|gif|webp|svg\+xml)$/,
  String.raw`^image\/(jpeg|png|gif|webp|svg\+xml)$`,
)
const ATTACHMENT_PATTERN = String.raw`^(image\/(jpeg|png|gif|webp)|video\/(mp4|quicktime|webm)|application\/pdf|text\/(csv|plain)|application\/msword|application\/vnd\.openxmlformats-officedocument\.wordprocessingml\.document|application\/vnd\.ms-excel|application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)$`

/** What each service allows: MIME types and sizes. For downloadables the code has no limit at all. */
const LIMITS: Record<Service, { readonly mimeType: Check<string>; readonly size: Check<number> }> = {
  downloadable: { mimeType: text, size: integer },
  product_media: { mimeType: IMAGE, size: integerUpTo(10 * MiB) },
  organization_avatar: { mimeType: IMAGE, size: integerUpTo(MiB) },
  support_case_attachment: {
    mimeType: textLike(new RegExp(ATTACHMENT_PATTERN), ATTACHMENT_PATTERN),
    size: integerUpTo(250 * MiB),
  },
}

const announcedPart = object<AnnouncedPart>({
  number: integer,
  chunk_start: integer,
  chunk_end: integer,
  checksum_sha256_base64: optional(text),
})

const fileCreateFor = (service: Service) =>
  object<FileCreate>({
    organization_id: optional(uuid4),
    name: text,
    mime_type: LIMITS[service].mimeType,
    size: LIMITS[service].size,
    checksum_sha256_base64: optional(text),
    upload: object({ parts: listOf(announcedPart, MAX_PARTS) }),
    service: text as Check<Service>,
    version: optional(text),
  })

const EXPECTED_TAGS = SERVICES.map((one) => `'${one}'`).join(', ')

/** Checks a body for creating a file. The issues' locations carry the service, which tells the kinds apart. */
export const fileCreate: Check<FileCreate> = (value, loc, issues) => {
  if (!isObject(value)) return fileCreateFor('downloadable')(value, loc, issues)
  const service = SERVICES.find((one) => one === value.service)
  if (service) return fileCreateFor(service)(value, [...loc, service], issues)
  if (!Object.hasOwn(value, 'service')) {
    issues.push({
      type: 'union_tag_not_found',
      loc,
      msg: "Unable to extract tag using discriminator 'service'",
      input: value,
      ctx: { discriminator: "'service'" },
    })
    return WRONG
  }
  const tag = typeof value.service === 'string' ? value.service : JSON.stringify(value.service)
  issues.push({
    type: 'union_tag_invalid',
    loc,
    msg: `Input tag '${tag}' found using 'service' does not match any of the expected tags: ${EXPECTED_TAGS}`,
    input: value,
    ctx: { discriminator: "'service'", tag, expected_tags: EXPECTED_TAGS },
  })
  return WRONG
}

/** Checks a body for completing an upload. Each part must have its checksum field, though it may be null. */
export const fileUploaded = object<FileUploaded>({
  id: text,
  path: text,
  parts: listOf(
    object<UploadedPart>({ number: integer, checksum_etag: text, checksum_sha256_base64: nullable(text) }),
  ),
})

/** Checks a body for changing a file. */
export const filePatch = object<FilePatch>({ name: optional(text), version: optional(text) })

/** How Pydantic names its check of several ids. */
const SEVERAL =
  'json-or-python[json=list[uuid],python=chain[is-instance[Sequence],function-wrap[sequence_validator()]]]'

/** One id, or several: what is neither is reported as both. */
const uuids: Check<readonly string[]> = (value, loc, issues) => {
  const inList: Issue[] = []
  const list = listOf(uuid4)(value, [...loc, SEVERAL], inList)
  if (inList.length === 0) return list
  uuid4(value, [...loc, 'uuid'], issues)
  issues.push(...inList)
  return WRONG
}

/** Checks a query for listing files. */
export const fileListQuery = object<FileListQuery>({
  page: optional(positiveInteger),
  limit: optional(positiveInteger),
  organization_id: optional(uuids),
  ids: optional(uuids),
})
