import type { AccountId } from '../../app/contract/ids.ts'

/** What somebody signs in for. */
export interface SigningIn {
  /** The account that is to have another token; null to add whichever the token is of. */
  readonly accountId: AccountId | null
}
