import { createHash } from 'node:crypto'
import { tokenChecksum } from '../local-polar/tokens.ts'

/** The access tokens of one life. */
export interface Tokens {
  /** The latest token of an organization. */
  current(organization: number): string
  /** Makes another the latest, which may read the organization's name or not. */
  renew(organization: number, mayReadName: boolean): void
  /** Whether a token may read its organization's name. */
  mayReadName(token: string): boolean
  /** Whose a token is, or was; null when it is none of this life. */
  organizationOf(token: string): number | null
  /** Whose the token is after whose fingerprint the app calls an account; null when it is none of this life. */
  organizationByFingerprint(beginning: string): number | null
}

/** Makes tokens of the real form, the same for the same seed; `nameless` organizations begin with one without a name. */
export function createTokens(seed: number, nameless: readonly number[]): Tokens {
  let count = 0
  const owners = new Map<string, number>()
  const fingerprints = new Map<string, number>()
  const latest = new Map<number, string>()
  const withoutName = new Set<string>()
  const make = (organization: number, mayReadName: boolean): string => {
    const body = `s${seed.toString(36)}n${count}`.padEnd(37, 'x').slice(0, 37)
    count += 1
    const token = `polar_oat_${body}${tokenChecksum(body)}`
    owners.set(token, organization)
    fingerprints.set(createHash('sha256').update(token).digest('hex').slice(0, 8), organization)
    latest.set(organization, token)
    if (!mayReadName) withoutName.add(token)
    return token
  }
  return {
    current: (organization) =>
      latest.get(organization) ?? make(organization, !nameless.includes(organization)),
    renew: (organization, mayReadName) => void make(organization, mayReadName),
    mayReadName: (token) => !withoutName.has(token),
    organizationOf: (token) => owners.get(token) ?? null,
    organizationByFingerprint: (beginning) => fingerprints.get(beginning) ?? null,
  }
}
