import type { AccountId } from './ids.ts'
import type { UploadFailure } from './upload-failure.ts'

/** The servers with a name; any other is given by its URL. */
export const NAMED_SERVERS = {
  production: 'https://api.polar.sh',
  sandbox: 'https://sandbox-api.polar.sh',
} as const

/** Who is signed in, as shown. Never carries the access token. */
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

/** What signing in takes. The only place where a token crosses from the window, and only in this direction. */
export interface SignInRequest {
  /** `production`, `sandbox`, or a URL. */
  readonly server: string
  readonly token: string
}

/** What came of signing in. */
export type SignInOutcome =
  | { readonly ok: true; readonly account: AccountView }
  /** The message says what is wrong and what to do; a `network` failure is worth another try with the same token. */
  | { readonly ok: false; readonly failure: UploadFailure }
