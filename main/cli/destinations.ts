import type { ListedAccount } from '../../app/contract/account-view.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { describeAccount } from './pick-account.ts'

/** Which account an upload goes to, as far as is known. */
export interface Destinations {
  /** What is known of the accounts now. */
  learn(accounts: readonly ListedAccount[]): void
  of(upload: Pick<UploadView, 'accountId'>): ListedAccount | null
  /** A sentence for each account that some of these go to. */
  describe(uploads: readonly UploadView[]): readonly string[]
}

/** Nothing is known yet. */
export function createDestinations(): Destinations {
  let known: readonly ListedAccount[] = []
  // One that has no account yet goes to the chosen one.
  const of: Destinations['of'] = ({ accountId }) =>
    known.find(({ id, isChosen }) => (accountId === null ? isChosen : id === accountId)) ?? null
  return {
    learn: (accounts) => void (known = accounts),
    of,
    describe: (uploads) =>
      known.flatMap((account) => {
        const count = uploads.filter((upload) => of(upload) === account).length
        if (count === 0) return []
        return [`${count === 1 ? '1 upload goes' : `${count} uploads go`} to ${describeAccount(account)}.`]
      }),
  }
}
