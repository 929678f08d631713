/** Tokens a case may ask for beside the one with all scopes, by the option that names their files. */
export const TOKEN_KINDS = [
  'read-only',
  'write-only',
  'no-files',
  'expired',
  'finance',
  'user',
  'other-organization',
  'restricted',
] as const

/** What a token is for. */
export type TokenKind = (typeof TOKEN_KINDS)[number]

/** A server that is not the local Polar, as `npm run conformance` hands it to the cases. */
export interface RemoteServer {
  readonly url: string
  readonly organizationId: string
  readonly tokenFile: string
  readonly tokenFiles: Readonly<Partial<Record<TokenKind, string>>>
  /** What one token may ask for in a minute; null where nothing is limited, or nobody said. */
  readonly requestsPerMinute: number | null
  /** The same for an organization in the group `restricted`. */
  readonly restrictedRequestsPerMinute: number | null
}

/** Where `npm run conformance` puts the server for the cases. */
export const SERVER_VARIABLE = 'POLAR_CONFORMANCE_SERVER'
