/** Everything a client can ask of the two servers, by name. */
export const OPERATIONS = [
  'create',
  'complete',
  'list',
  'update',
  'delete',
  'download',
  'organizations',
  'part',
  'object',
  'other',
] as const

/** What a request asks for. `part` and `object` are S3's, `other` is anything without a name. */
export type Operation = (typeof OPERATIONS)[number]

/** Says whether S3 answers it. */
export const isS3Operation = (operation: Operation): boolean => operation === 'part' || operation === 'object'

/** What a request is about, as far as its first line tells. */
export interface Target {
  readonly operation: Operation
  readonly fileId: string | null
  readonly partNumber: number | null
}
