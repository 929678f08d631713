import type { ListedAccount } from '../../app/contract/account-view.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { describeAccount, isSignedIn } from './pick-account.ts'

/** As many names make a sentence that is read. */
const MOST_NAMES = 5

/** An upload that nobody is signed in to send. */
export interface LeftUpload {
  readonly name: string
  /** The account it waits for, in words. */
  readonly account: string
}

/** Tells those that can go on from those whose account nobody is signed in to. */
export function splitBySignIn(
  all: readonly UploadView[],
  accounts: readonly ListedAccount[],
): { readonly uploads: readonly UploadView[]; readonly left: readonly LeftUpload[] } {
  // One that has no account yet goes to the chosen one.
  const accountOf = ({ accountId }: UploadView): ListedAccount | undefined =>
    accounts.find(({ id, isChosen }) => (accountId === null ? isChosen : id === accountId))
  const canGoOn = (upload: UploadView): boolean => {
    const account = accountOf(upload)
    return account !== undefined && isSignedIn(account)
  }
  return {
    uploads: all.filter(canGoOn),
    left: all
      .filter((upload) => !canGoOn(upload))
      .map((upload) => ({ name: upload.name, account: accountInWords(upload, accountOf(upload)) })),
  }
}

/** A sentence for each account: what waits for it, and what to do. */
export function describeLeft(left: readonly LeftUpload[]): readonly string[] {
  const accounts = new Set(left.map(({ account }) => account))
  return Array.from(accounts, (account) => {
    const uploads = left.filter((upload) => upload.account === account)
    const names = uploads.slice(0, MOST_NAMES).map(({ name }) => name)
    const more = uploads.length > MOST_NAMES ? ` and ${uploads.length - MOST_NAMES} more` : ''
    return `Not resumed, because you are signed out of ${account}: ${names.join(', ')}${more}. Sign in there first.`
  })
}

/** A sentence for each account that was signed in and is not any more. */
export const describeLost = (
  before: readonly ListedAccount[],
  after: readonly ListedAccount[],
): readonly string[] =>
  after.flatMap((account) => {
    const was = before.find(({ id }) => id === account.id)
    if (was === undefined || !isSignedIn(was) || account.standing.kind !== 'needs-sign-in') return []
    const reason = account.standing.reason ?? 'Signed out.'
    return [`${describeAccount(account)}: ${reason} Run polar-uploader sign-in, or set POLAR_ACCESS_TOKEN.`]
  })

/** An account that was signed out of is in no list; its name for itself begins with the server. */
function accountInWords({ accountId }: UploadView, account: ListedAccount | undefined): string {
  if (account !== undefined) return describeAccount(account)
  const [serverUrl = ''] = (accountId ?? '').split(' ')
  return accountId === null ? 'the chosen account' : `their account at ${serverUrl}`
}
