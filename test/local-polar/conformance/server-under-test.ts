import { readFileSync } from 'node:fs'
import { TestRunner } from 'vitest'

/** Tokens a case may ask for beside the one with all scopes, by the option that names their files. */
export const TOKEN_KINDS = [
  'read-only',
  'write-only',
  'no-files',
  'expired',
  'finance',
  'user',
  'other-organization',
  'restricted',
] as const

/** What a token is for. */
export type TokenKind = (typeof TOKEN_KINDS)[number]

/** A server that is not the local Polar, as `npm run conformance` hands it to the cases. */
export interface RemoteServer {
  readonly url: string
  readonly organizationId: string
  readonly tokenFile: string
  readonly tokenFiles: Readonly<Partial<Record<TokenKind, string>>>
  /** What one token may ask for in a minute; null where nothing is limited, or nobody said. */
  readonly requestsPerMinute: number | null
  /** The same for an organization in the group `restricted`. */
  readonly restrictedRequestsPerMinute: number | null
}

/** Where `npm run conformance` puts the server for the cases. */
export const SERVER_VARIABLE = 'POLAR_CONFORMANCE_SERVER'

const given = process.env[SERVER_VARIABLE]

/** The server under test; null is a local Polar for each case. */
export const remoteServer: RemoteServer | null =
  given === undefined ? null : (JSON.parse(given) as RemoteServer)

/** A token from a file: its first line. */
export const readToken = (path: string): string => readFileSync(path, 'utf8').trim()

declare module 'vitest' {
  interface TaskMeta {
    /** What the case would need to run. */
    needs?: string
  }
}

/** Ends the case that is running: it cannot run without that, and is counted so. */
export function notRunWithout(needs: string): never {
  const test = TestRunner.getCurrentTest()
  if (test === undefined) throw new Error('No case is running')
  test.meta.needs = needs
  return test.context.skip(`needs ${needs}`)
}

/** Ends the case that is running: only a local Polar has what it turns. */
export const notRunElsewhere = (): never =>
  notRunWithout("the local Polar's own controls (clock, faults, options, counters)")

/** Ends the case that is running unless it runs on a local Polar. */
export function onlyLocally(): void {
  if (remoteServer !== null) notRunElsewhere()
}
