import type { Verdict } from '../contract/computer-check.ts'
import type { PolarClient } from '../polar/polar-client.ts'
import type { Clock, Http, Keychain, Log, Ways } from '../ports.ts'
import type { KnownServer } from './known-server.ts'

/** What a diagnosis looks at. It needs no app: what keeps an app from starting is found, too. */
export interface DiagnosisParts {
  readonly dataFolder: string
  readonly keychain: Keychain
  readonly http: Http
  readonly ways: Ways
  readonly clock: Clock
  readonly log: Log
  /** The server's URL and the token to use instead of what this computer has kept; null for that. */
  readonly wanted: { readonly serverUrl: string | null; readonly token: string | null }
}

/** What a check works with. */
export interface CheckParts extends DiagnosisParts {
  readonly polar: PolarClient
  readonly known: KnownServer
}

/** What a check found. */
export interface Finding {
  readonly verdict: Verdict
  readonly message: string
}

/** One check. What it throws is bad, in the words of the error. */
export type Check = (parts: CheckParts, signal: AbortSignal) => Finding | Promise<Finding>

/** Nothing to do. */
export const good = (message: string): Finding => ({ verdict: 'good', message })

/** Nothing that keeps uploads from working, but it may explain something. */
export const worthKnowing = (message: string): Finding => ({ verdict: 'worth-knowing', message })

/** It keeps uploads from working; the message says what to do. */
export const bad = (message: string): Finding => ({ verdict: 'bad', message })
