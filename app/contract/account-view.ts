import type { AccountId } from './ids.ts'
import type { UploadFailure } from './upload-failure.ts'

/** The servers with a name; any other is given by its URL. */
export const NAMED_SERVERS = {
  production: 'https://api.polar.sh',
  sandbox: 'https://sandbox-api.polar.sh',
} as const

/** The chosen account, where new files go, as shown. Never carries the access token. */
export type AccountView =
  | {
      readonly kind: 'signed-out'
      /** Why, when it was not the user's wish: a sentence that says what to do. */
      readonly reason: string | null
    }
  | {
      readonly kind: 'signed-in'
      readonly id: AccountId
      readonly serverUrl: string
      /** Null when the token may not read it. */
      readonly organizationName: string | null
      /** While the server cannot be reached: why, in a sentence. The token is kept. Null otherwise. */
      readonly offlineReason: string | null
    }

/** How it stands with one account. */
export type AccountStanding =
  | { readonly kind: 'signed-in' }
  /** The server cannot be reached: why, in a sentence. The token is kept. */
  | { readonly kind: 'offline'; readonly reason: string }
  /** There is no token, or none that is accepted: a sentence that says what to do; null until that is known. */
  | { readonly kind: 'needs-sign-in'; readonly reason: string | null }

/** An account by what it is called. */
export interface NamedAccount {
  readonly id: AccountId
  readonly serverUrl: string
  /** Null when no token of it could read it. */
  readonly organizationName: string | null
}

/** One of the accounts on this computer. Any number are signed in side by side. */
export interface ListedAccount extends NamedAccount {
  /** Whether it is the one where new files go. */
  readonly isChosen: boolean
  readonly standing: AccountStanding
}

/** What an access token may do, of what this app has a use for. */
export interface TokenRights {
  /** `files:write`. */
  readonly mayUpload: boolean
  /** `organizations:read`. */
  readonly mayReadName: boolean
}

/** What Polar says of a token's rights, or why it says nothing. */
export type TokenAnswer =
  | { readonly ok: true; readonly rights: TokenRights }
  | { readonly ok: false; readonly failure: UploadFailure }

/** What signing in takes. The only place where a token crosses from the window, and only in this direction. */
export interface SignInRequest {
  /** `production`, `sandbox`, or a URL. */
  readonly server: string
  readonly token: string
  /** The account that is to have another token; absent for whichever the token is of, which is chosen then. */
  readonly accountId?: AccountId | undefined
}

/** Why somebody could not sign in. */
export interface SignInFailure extends UploadFailure {
  /** The server takes no more calls for so many milliseconds; absent when it did not ask for a pause. */
  readonly retryAfterMs?: number
}

/** What came of signing in. */
export type SignInOutcome =
  | { readonly ok: true; readonly account: AccountView; readonly rights: TokenRights }
  /** The message says what is wrong and what to do; a `network` failure is worth another try with the same token. */
  | { readonly ok: false; readonly failure: SignInFailure }
