import { tokenChecksum } from '../local-polar/tokens.ts'

/** The access tokens of one life. */
export interface Tokens {
  /** The token of an organization that is valid. */
  current(organization: number): string
  /** Makes another the valid one. */
  renew(organization: number): void
  /** Whose a token is, or was; null when it is none of this life. */
  organizationOf(token: string): number | null
}

/** Makes tokens of the real form, the same for the same seed. */
export function createTokens(seed: number): Tokens {
  let count = 0
  const owners = new Map<string, number>()
  const latest = new Map<number, string>()
  const make = (organization: number): string => {
    const body = `s${seed.toString(36)}n${count}`.padEnd(37, 'x').slice(0, 37)
    count += 1
    const token = `polar_oat_${body}${tokenChecksum(body)}`
    owners.set(token, organization)
    latest.set(organization, token)
    return token
  }
  return {
    current: (organization) => latest.get(organization) ?? make(organization),
    renew: (organization) => void make(organization),
    organizationOf: (token) => owners.get(token) ?? null,
  }
}
