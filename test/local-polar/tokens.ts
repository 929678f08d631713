import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** Every scope this server knows. */
export const ALL_SCOPES = [
  'files:read',
  'files:write',
  'organizations:read',
  'organizations:write',
  'products:read',
  'products:write',
  'benefits:read',
  'benefits:write',
] as const

/** Names something a token may do. */
export type Scope = (typeof ALL_SCOPES)[number]

/** What a new token may do, and for how long. */
export interface TokenOptions {
  /** All of them when left out. */
  readonly scopes?: readonly Scope[]
  /** `organization` when left out: an organization access token; `user` is a personal one. */
  readonly kind?: 'organization' | 'user'
  /** The user's role; only owner, admin and member may manage files. `owner` when left out. */
  readonly role?: 'owner' | 'admin' | 'member' | 'finance'
  /** Epoch milliseconds on the server's clock; never when left out. */
  readonly expiresAt?: number
}

/** A token as the server keeps it: only its digest, as Polar does. */
export interface TokenRecord {
  readonly digest: string
  readonly kind: 'organization' | 'user'
  readonly role: 'owner' | 'admin' | 'member' | 'finance'
  readonly scopes: readonly string[]
  readonly expiresAt: number | null
  readonly revoked: boolean
}

/** Says whether a user's role forbids to manage files; an organization's token always may. */
export const mayManageFiles = ({ kind, role }: TokenRecord): boolean =>
  kind === 'organization' || role !== 'finance'

/** The tokens this server has given out. */
export interface TokenStore {
  create(options?: TokenOptions): string
  revoke(token: string): void
  /** The token's record when it is valid now. */
  find(token: string, now: number): TokenRecord | null
  readonly records: () => readonly TokenRecord[]
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const PREFIX = { organization: 'polar_oat_', user: 'polar_pat_' } as const

/** A new token in Polar's format: prefix, 37 random characters, their CRC-32 in six base-62 digits. */
export function generateToken(prefix: string): string {
  let random = ''
  for (let count = 0; count < 37; count += 1) random += LETTERS.charAt(randomInt(LETTERS.length))
  return prefix + random + tokenChecksum(random)
}

/** The six characters that end a token, made from the 37 random ones before them. */
export function tokenChecksum(random: string): string {
  let rest = crc32(random)
  let digits = ''
  while (rest > 0) {
    digits = BASE62.charAt(rest % 62) + digits
    rest = Math.floor(rest / 62)
  }
  return digits.padStart(6, '0')
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Keeps tokens; `changed` is called after every change so that they can be written down. */
export function createTokenStore(known: readonly TokenRecord[], changed: () => void): TokenStore {
  const byDigest = new Map(known.map((record) => [record.digest, record]))
  return {
    create(options = {}) {
      const kind = options.kind ?? 'organization'
      const token = generateToken(PREFIX[kind])
      byDigest.set(digestOf(token), {
        digest: digestOf(token),
        kind,
        role: options.role ?? 'owner',
        scopes: options.scopes ?? ALL_SCOPES,
        expiresAt: options.expiresAt ?? null,
        revoked: false,
      })
      changed()
      return token
    },
    revoke(token) {
      const record = byDigest.get(digestOf(token))
      if (!record) throw new Error('No such token')
      byDigest.set(record.digest, { ...record, revoked: true })
      changed()
    },
    find(token, now) {
      const record = byDigest.get(digestOf(token))
      if (!record || record.revoked) return null
      return record.expiresAt !== null && record.expiresAt <= now ? null : record
    },
    records: () => [...byDigest.values()],
  }
}
