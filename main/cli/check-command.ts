import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CHECKS, type CheckAnswer } from '../../app/contract/computer-check.ts'
import { BASIC_WORDS } from '../../app/contract/wording.ts'
import { serverUrlOf, unknownServer } from '../../app/polar/server-url.ts'
import type { Diagnostics } from '../diagnostics/diagnostics.ts'
import { UsageError, type Command } from './arguments.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printError, printJson, printLine, printMessage, type Terminal } from './terminal.ts'

/**
 * What the option `--server` and the environment say instead of what this computer has kept. Throws `UsageError` for a
 * server that is none.
 */
export function wantedServer(
  option: string | null,
  env: Readonly<Record<string, string | undefined>>,
): { readonly serverUrl: string | null; readonly token: string | null } {
  const token = env.POLAR_ACCESS_TOKEN || null
  const server = option ?? (env.POLAR_SERVER || null) ?? (token === null ? null : 'production')
  if (server === null) return { serverUrl: null, token }
  const serverUrl = serverUrlOf(server)
  if (serverUrl === null) throw new UsageError(unknownServer(server))
  return { serverUrl, token }
}

/** Makes every check at once, prints the answers in order as they come, and saves a bundle if one is wanted. */
export async function runCheckCommand(
  diagnostics: Diagnostics,
  { save, json }: Extract<Command, { kind: 'check' }>,
  terminal: Terminal,
): Promise<ExitCode> {
  if (save !== null && existsSync(resolve(save))) {
    printError(
      terminal,
      'file-exists',
      `${resolve(save)} already exists. Choose another name or delete it first.`,
    )
    return EXIT.failed
  }
  const answers = CHECKS.map((name) => diagnostics.check(name))
  let isBad = false
  for (const answer of answers) {
    const found = await answer
    isBad ||= found.verdict === 'bad'
    if (json) printJson(terminal, found)
    else printLine(terminal, lineOf(found))
  }
  if (save !== null) {
    await diagnostics.save(resolve(save))
    printMessage(terminal, `Diagnostics saved to ${resolve(save)}. Look through them before you send them.`)
  }
  return isBad ? EXIT.failed : EXIT.completed
}

const width = (words: readonly string[]): number => Math.max(...words.map((word) => word.length)) + 2

const { checks: CHECK_TITLES, verdicts: VERDICT_WORDS } = BASIC_WORDS.en

const VERDICT_WIDTH = width(Object.values(VERDICT_WORDS))
const TITLE_WIDTH = width(Object.values(CHECK_TITLES))

/** An answer as a row of a table. */
const lineOf = ({ check, verdict, message }: CheckAnswer): string =>
  VERDICT_WORDS[verdict].padEnd(VERDICT_WIDTH) + CHECK_TITLES[check].padEnd(TITLE_WIDTH) + message
