import type { AccountId } from '../../app/contract/ids.ts'
import type { LifePlan } from './life-plan.ts'
import type { Tokens } from './tokens.ts'

/** Where a Polar of the simulation and its S3 are. */
export interface ServerAddress {
  readonly url: string
  readonly bucketUrl: string
}

/** The server of every life, and the one that is elsewhere. */
export const SERVERS = [
  { url: 'https://polar.test', bucketUrl: 'https://bucket.s3.test' },
  { url: 'https://polar.elsewhere.test', bucketUrl: 'https://bucket.s3.elsewhere.test' },
] as const satisfies readonly ServerAddress[]

/** The organizations of a life, numbered from 0 over all servers, and what Polar and the app call them. */
export interface Organizations {
  /** All there are. */
  readonly all: readonly number[]
  /** Its server, by its place in `SERVERS`. */
  readonly serverOf: (organization: number) => number
  readonly serverUrlOf: (organization: number) => string
  /** The account of an organization, as the app names it once it knows it. */
  readonly accountIdOf: (organization: number) => AccountId
  /** Which organization an account is really of; null for none. */
  readonly organizationOf: (account: string | null) => number | null
}

/**
 * What Polar calls the nth organization there. A server may be a copy of another, so those of two servers have the
 * same ids.
 */
export const organizationId = (nth: number): string =>
  `10000000-0000-4000-8000-${String(nth).padStart(12, '0')}`

/** Whether the app does not know an account's organization. */
export const isNameless = (account: string): boolean => account.includes('unnamed organization')

/** Makes the organizations of a plan: with a server elsewhere every other one is there. */
export function createOrganizations(
  { organizations, elsewhere }: Pick<LifePlan, 'organizations' | 'elsewhere'>,
  tokens: Pick<Tokens, 'organizationByFingerprint'>,
): Organizations {
  const all = [...Array(organizations).keys()]
  const serverOf = (organization: number): number => (elsewhere === null ? 0 : organization % SERVERS.length)
  const serverUrlOf = (organization: number): string => (SERVERS[serverOf(organization)] ?? SERVERS[0]).url
  const accountIdOf = (organization: number): AccountId =>
    `${serverUrlOf(organization)} ${organizationId(nthOf(organization))}` as AccountId
  const nthOf = (organization: number): number =>
    elsewhere === null ? organization : Math.floor(organization / SERVERS.length)
  return {
    ...{ all, serverOf, serverUrlOf, accountIdOf },
    organizationOf(account) {
      if (account === null) return null
      if (isNameless(account)) return tokens.organizationByFingerprint(account.slice(-8))
      return all.find((organization) => accountIdOf(organization) === account) ?? null
    },
  }
}
