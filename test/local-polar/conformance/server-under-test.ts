import { readFileSync } from 'node:fs'
import { TestRunner } from 'vitest'
import { SERVER_VARIABLE, type RemoteServer } from './server-variable.ts'

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
