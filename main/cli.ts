#!/usr/bin/env node
import './young-heap.ts'
import { join } from 'node:path'
import { createApp, type App } from '../app/create-app.ts'
import { readUploads } from '../app/read-uploads.ts'
import { StartError } from '../app/start-error.ts'
import { UploadError } from '../app/upload-error.ts'
import { KeychainError } from '../app/ports.ts'
import packageJson from '../package.json' with { type: 'json' }
import { printAccounts, runSignIn, runSignOut } from './cli/account-commands.ts'
import { parseCommand, USAGE, UsageError, wantsJson, type Command } from './cli/arguments.ts'
import { runCheckCommand, wantedServer } from './cli/check-command.ts'
import { createBarReport } from './cli/bar-report.ts'
import { EXIT, type ExitCode } from './cli/exit-code.ts'
import { adviceAfterStop, warningBeforeStop } from './cli/interruption.ts'
import { heedInterrupts, KEPT } from './cli/interrupts.ts'
import { createJsonReport } from './cli/json-report.ts'
import { printFiles, printUploads } from './cli/list-commands.ts'
import { watchOutput } from './cli/lost-output.ts'
import { refuseUnknownServer } from './cli/known-server.ts'
import { createPlainReport } from './cli/plain-report.ts'
import { printReceipt } from './cli/receipt-command.ts'
import { runRemoveCommand } from './cli/remove-command.ts'
import type { Report } from './cli/report.ts'
import { meantServer, sayNotSignedIn, signInSomehow, type SignInSources } from './cli/sign-in.ts'
import { trySignInWithToken } from './cli/token-sign-in.ts'
import { allWritten, printError, printLine, printLines, printMessage, type Terminal } from './cli/terminal.ts'
import { runResumeCommand, runUploadCommand } from './cli/upload-command.ts'
import { dataFolderOf, thisComputer } from './data-folder.ts'
import { watchComputer } from './computer.ts'
import { createKeytarKeychain } from './keytar-keychain.ts'
import { createLogFile } from './log-file.ts'
import { createDiagnostics } from './diagnostics/diagnostics.ts'
import { createWays } from './diagnostics/ways.ts'
import { createNodeHttp, type ProxyEnv } from './node-http.ts'
import { proxiesOfEnvironment } from './proxies.ts'
import { systemClock as clock } from './system-clock.ts'
import { systemRandom as random } from './system-random.ts'

const words = process.argv.slice(2)
const terminal: Terminal = {
  ...{ input: process.stdin, output: process.stdout, messages: process.stderr },
  isJson: wantsJson(words),
}
const { env } = process
const dataFolder = dataFolderOf(thisComputer)
const hashWorker = new URL(/* @vite-ignore */ './hash-worker.js', import.meta.url)

const interrupts = heedInterrupts(terminal, clock)
const printed = watchOutput(terminal, () => interrupts.interrupt())

async function run(): Promise<ExitCode> {
  try {
    return await runCommand(parseCommand(words))
  } catch (error) {
    if (printed.isLost()) return EXIT.failed
    if (interrupts.signal.aborted) return sayInterrupted()
    if (error instanceof UsageError) {
      printError(terminal, 'usage', error.message)
      printMessage(terminal, 'Run “polar-uploader help” for usage.')
      return EXIT.usage
    }
    return sayFailed(error)
  }
}

function sayFailed(error: unknown): ExitCode {
  if (error instanceof StartError || error instanceof UploadError)
    printError(terminal, error.code, error.message)
  else if (error instanceof KeychainError) printError(terminal, 'keychain', error.message)
  else {
    createLogFile(join(dataFolder, 'logs'), clock).error('The command failed', error)
    printError(terminal, 'internal', `Something went wrong in this app: ${String(error)}`)
  }
  return EXIT.failed
}

async function runCommand(command: Command): Promise<ExitCode> {
  refuseUnknownServer(command, env)
  switch (command.kind) {
    case 'help':
      printLines(terminal, USAGE.trimEnd())
      return EXIT.completed
    case 'version':
      printLine(terminal, packageJson.version)
      return EXIT.completed
    case 'list':
      return printUploads(terminal, readUploads(dataFolder), command.json)
    case 'receipt':
      return printReceipt(terminal, dataFolder, command)
    case 'check':
      return check(command)
    case 'sign-in':
      return withApp((app) => signIn(app, command.server))
    case 'sign-out':
      return withApp((app) => runSignOut(app, terminal, { ...command, server: meantServer(command, env) }))
    case 'accounts':
      return withApp((app) => accounts(app, command.json))
    case 'files':
      return withApp((app) => signedIn(app, command, () => printFiles(terminal, app, command.json)))
    case 'upload':
      return withApp((app) =>
        signedIn(app, command, () => runUploadCommand(app, command, reportFor(command.json))),
      )
    case 'remove':
      return withApp((app) => runRemoveCommand(app, command, terminal))
    case 'resume':
      return withApp((app) => resume(app, command))
  }
}

/** Checks what an app would work with, without one: also when none can start, or one is running. */
async function check(command: Extract<Command, { kind: 'check' }>): Promise<ExitCode> {
  const proxies = proxiesOfEnvironment(env)
  const proxyEnvFor = (): Promise<ProxyEnv> => Promise.resolve(proxies)
  const http = createNodeHttp({ proxyEnvFor })
  const diagnostics = createDiagnostics({
    ...{ dataFolder, keychain: createKeytarKeychain(clock), http, ways: createWays(proxyEnvFor), clock },
    log: createLogFile(join(dataFolder, 'logs'), clock),
    wanted: wantedServer(command.server, env),
  })
  try {
    return await Promise.race([runCheckCommand(diagnostics, command, terminal), whenInterrupted()])
  } finally {
    diagnostics.stop()
    http.close()
  }
}

/** Gives a command the app, until it is done or interrupted; the app is stopped in order either way. */
async function withApp(use: (app: App) => Promise<ExitCode>): Promise<ExitCode> {
  const proxies = proxiesOfEnvironment(env)
  const log = createLogFile(join(dataFolder, 'logs'), clock)
  const http = createNodeHttp({ proxyEnvFor: () => Promise.resolve(proxies) })
  const keychain = createKeytarKeychain(clock)
  const computer = watchComputer(clock)
  const app = await createApp({ dataFolder, hashWorker, keychain, http, computer, clock, random, log })
  for (const { message } of await app.commands.notices()) printMessage(terminal, message)
  interrupts.warnFirst(() => warningBeforeStop(app, clock.now()))
  try {
    return await Promise.race([use(app), whenInterrupted()])
  } finally {
    if (interrupts.signal.aborted) advice = await adviceAfterStop(app, clock.now())
    await app.stop()
    computer.close()
    http.close()
  }
}

/** Those that need an account. */
type AccountCommand = Extract<Command, { kind: 'upload' | 'resume' | 'files' }>

const whenInterrupted = (): Promise<never> =>
  new Promise((_resolve, reject) => {
    const { signal } = interrupts
    const end = (): void => reject(signal.reason as Error)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })

/** What to do next after an interruption, as far as there is a hurry. */
let advice: string | null = null

function sayInterrupted(): ExitCode {
  const stopped = `Interrupted. ${KEPT}`
  printError(terminal, 'interrupted', advice === null ? stopped : `${stopped} ${advice}`)
  return EXIT.interrupted
}

function signIn(app: App, server: string | null): Promise<ExitCode> {
  return runSignIn(app, terminal, server ?? (env.POLAR_SERVER || 'production'), () => interrupts.press())
}

async function signedIn(app: App, command: AccountCommand, use: () => Promise<ExitCode>): Promise<ExitCode> {
  const refusal = await signInSomehow(app, signInSources(command))
  if (refusal !== null) return refusal
  const exitCode = await use()
  const account = await app.commands.account()
  return account.kind === 'signed-out' ? sayNotSignedIn(terminal, account.reason) : exitCode
}

/** A token in the environment has an account as well, which is where new files go then. */
async function accounts(app: App, json: boolean): Promise<ExitCode> {
  const token = env.POLAR_ACCESS_TOKEN || null
  const request = { server: env.POLAR_SERVER || 'production', token: token ?? '' }
  const refusal = token === null ? null : await trySignInWithToken(app, request, terminal)
  return refusal ?? printAccounts(terminal, app, json)
}

async function resume(app: App, command: AccountCommand): Promise<ExitCode> {
  const refusal = await signInSomehow(app, { ...signInSources(command), isAnyEnough: true })
  return (
    refusal ?? runResumeCommand(app, reportFor(command.json), (message) => printMessage(terminal, message))
  )
}

const signInSources = (words: AccountCommand): SignInSources => ({
  ...{ words, env, clock, terminal, signal: interrupts.signal, isAnyEnough: false },
  onReachable(offlineReason) {
    // What `files` prints are files.
    if (words.json && words.kind !== 'files') createJsonReport(terminal).reachable(offlineReason)
  },
})

function reportFor(json: boolean): Report {
  if (json) return createJsonReport(terminal)
  const now = (): number => clock.now()
  // A dumb terminal, such as an editor's, shows what should move its cursor.
  return terminal.output.isTTY && env.TERM !== 'dumb'
    ? createBarReport(terminal, now)
    : createPlainReport(terminal, now)
}

async function runAndExit(): Promise<void> {
  const exitCode = await run()
  // A pipe takes no more than it has room for until somebody reads it.
  await Promise.all([allWritten(process.stdout), allWritten(process.stderr)])
  if (printed.isLost()) printed.say()
  process.exitCode = printed.isLost() && exitCode === EXIT.completed ? EXIT.failed : exitCode
  // A prompt or a keychain that still waits must not keep the process.
  interrupts.exit()
}

void runAndExit()
