import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DIFFERENCES, type Difference } from './differences.ts'
import { SERVER_VARIABLE, TOKEN_KINDS, type RemoteServer } from './server-variable.ts'

// `npm run conformance`: runs the cases of the local Polar against any other server, over plain HTTP, and says how many
// passed, failed, differ as known, and could not run there.

const USAGE = `Usage: conformance --server URL --organization ID --token-file FILE [--s3-differs ${Object.keys(
  DIFFERENCES,
)
  .filter((name) => name !== 'polar')
  .join('|')}]
  ${TOKEN_KINDS.map((kind) => `[--${kind}-token-file FILE]`).join(' ')}
  [--requests-per-minute NUMBER] [--restricted-requests-per-minute NUMBER] [--only WORDS]`

const OPTIONS = {
  server: { type: 'string' },
  organization: { type: 'string' },
  'token-file': { type: 'string' },
  's3-differs': { type: 'string' },
  'requests-per-minute': { type: 'string' },
  'restricted-requests-per-minute': { type: 'string' },
  only: { type: 'string' },
  ...Object.fromEntries(TOKEN_KINDS.map((kind) => [`${kind}-token-file`, { type: 'string' } as const])),
} as const

class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** One case as Vitest reports it. */
interface CaseResult {
  readonly fullName: string
  readonly status: string
  readonly failureMessages: readonly string[]
  readonly meta: { readonly needs?: string }
}

interface Report {
  readonly testResults: readonly { readonly assertionResults: readonly CaseResult[] }[]
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: args[0] === '--' ? args.slice(1) : [...args], options: OPTIONS })
    return values as Readonly<Record<string, string | undefined>>
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function numberOrNull(text: string | undefined): number | null {
  if (text === undefined) return null
  if (/^\d+$/.test(text)) return Number(text)
  throw new UsageError(`"${text}" is not a whole number.`)
}

function serverFrom(values: Readonly<Record<string, string | undefined>>): RemoteServer {
  const { server, organization, 'token-file': tokenFile } = values
  if (server === undefined || organization === undefined || tokenFile === undefined) {
    throw new UsageError('A server, an organization and a token file are needed.')
  }
  const files = TOKEN_KINDS.flatMap((kind) => {
    const file = values[`${kind}-token-file`]
    return file === undefined ? [] : [[kind, file] as const]
  })
  return {
    url: server.replace(/\/+$/, ''),
    organizationId: organization,
    tokenFile,
    tokenFiles: Object.fromEntries(files),
    requestsPerMinute: numberOrNull(values['requests-per-minute']),
    restrictedRequestsPerMinute: numberOrNull(values['restricted-requests-per-minute']),
  }
}

function differencesFor(s3: string | undefined): readonly Difference[] {
  const ofS3 = s3 === undefined ? [] : DIFFERENCES[s3]
  if (ofS3 === undefined) throw new UsageError(`Nothing is known of an S3 called "${s3 ?? ''}".`)
  return [...(DIFFERENCES.polar ?? []), ...ofS3]
}

/** Runs the cases in Vitest, one after the other, and gives what it reports. */
function runCases(server: RemoteServer, only: string | undefined): readonly CaseResult[] {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  try {
    const report = join(folder, 'report.json')
    const args = ['run', '--project', 'local-polar', '--no-file-parallelism', '--testTimeout=180000']
    const named = only === undefined ? [] : ['--testNamePattern', only]
    const outputs = ['--reporter=json', `--outputFile.json=${report}`]
    const vitest = join(import.meta.dirname, '../../../node_modules/vitest/vitest.mjs')
    const { error } = spawnSync(process.execPath, [vitest, ...args, ...named, ...outputs], {
      cwd: join(import.meta.dirname, '../../..'),
      env: { ...process.env, [SERVER_VARIABLE]: JSON.stringify(server) },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (error) throw error
    return (JSON.parse(readFileSync(report, 'utf8')) as Report).testResults.flatMap(
      ({ assertionResults }) => assertionResults,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`)

/** Says what came of the cases; true when nothing is wrong. */
function summarize(results: readonly CaseResult[], differences: readonly Difference[]): boolean {
  const known = ({ fullName }: CaseResult) => differences.find(({ name }) => fullName.startsWith(name))
  const withStatus = (status: string) => results.filter((one) => one.status === status)
  const passed = withStatus('passed')
  const failed = withStatus('failed')
  const wrong = failed.filter((one) => !known(one))
  const asKnown = failed.filter(known)
  for (const { fullName, failureMessages } of wrong)
    say(`FAILED ${fullName}\n${failureMessages.join('\n')}\n`)
  for (const one of asKnown) say(`differs as known: ${one.fullName} (${known(one)?.reason ?? ''})`)
  for (const { fullName } of passed.filter(known)) say(`no longer differs: ${fullName}`)
  const notRun = results.filter(({ meta }) => meta.needs !== undefined)
  for (const needs of new Set(notRun.map(({ meta }) => meta.needs))) {
    say(`${notRun.filter(({ meta }) => meta.needs === needs).length} not run: needs ${needs ?? ''}`)
  }
  say(
    `${passed.length} passed, ${wrong.length} failed, ${asKnown.length} differ as known, ${notRun.length} not run`,
  )
  return wrong.length === 0 && passed.length > 0
}

try {
  const values = parse(process.argv.slice(2))
  const differences = differencesFor(values['s3-differs'])
  process.exitCode = summarize(runCases(serverFrom(values), values.only), differences) ? 0 : 1
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n${USAGE}\n`)
  process.exitCode = 2
}
