import type { AccountId } from '../../app/contract/ids.ts'

/** The name of Polar's server in the simulation. */
export const SERVER = 'https://polar.test'

/** The id of the nth organization at Polar, from 0. */
export const organizationId = (organization: number): string =>
  `10000000-0000-4000-8000-${String(organization).padStart(12, '0')}`

/** The account of an organization, as the app names it. */
export const accountIdOf = (organization: number): AccountId =>
  `${SERVER} ${organizationId(organization)}` as AccountId

/** Which organization an account is of; null for none. */
export const organizationOf = (account: string | null): number | null =>
  account === null ? null : Number(account.slice(-12))
