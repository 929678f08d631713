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
import { parseCommand, USAGE, UsageError, type AccountWords, type Command } from './cli/arguments.ts'
import { runCheckCommand, wantedServer } from './cli/check-command.ts'
import { createBarReport } from './cli/bar-report.ts'
import { EXIT, type ExitCode } from './cli/exit-code.ts'
import { adviceAfterStop, warningBeforeStop } from './cli/interruption.ts'
import { heedInterrupts, KEPT } from './cli/interrupts.ts'
import { createJsonReport } from './cli/json-report.ts'
import { printFiles, printUploads } from './cli/list-commands.ts'
import { createPlainReport } from './cli/plain-report.ts'
import { printReceipt } from './cli/receipt-command.ts'
import { runRemoveCommand } from './cli/remove-command.ts'
import type { Report } from './cli/report.ts'
import { meantServer, sayNotSignedIn, signInSomehow, type SignInSources } from './cli/sign-in.ts'
import { allWritten, printLine, printLines, printMessage, type Terminal } from './cli/terminal.ts'
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

const terminal: Terminal = { input: process.stdin, output: process.stdout, messages: process.stderr }
const { env } = process
const dataFolder = dataFolderOf(thisComputer)
const hashWorker = new URL(/* @vite-ignore */ './hash-worker.js', import.meta.url)

const interrupts = heedInterrupts(terminal, clock)
// Whoever read our output has gone, as `head` does when it has seen enough.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => interrupts.interrupt())

async function run(words: readonly string[]): Promise<ExitCode> {
  try {
    return await runCommand(parseCommand(words))
  } catch (error) {
    if (interrupts.signal.aborted) return sayInterrupted()
    if (error instanceof UsageError) {
      printMessage(terminal, `${error.message} “polar-uploader help” shows what there is.`)
      return EXIT.usage
    }
    const isForeseen =
      error instanceof StartError || error instanceof UploadError || error instanceof KeychainError
    if (!isForeseen) createLogFile(join(dataFolder, 'logs'), clock).error('The command failed', error)
    printMessage(terminal, isForeseen ? error.message : `Something went wrong in this app: ${String(error)}`)
    return EXIT.failed
  }
}

async function runCommand(command: Command): Promise<ExitCode> {
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
      return withApp((app) => printAccounts(terminal, app, command.json))
    case 'files':
      return withApp((app) => signedIn(app, command, () => printFiles(terminal, app, command.json)))
    case 'upload':
      return withApp((app) =>
        signedIn(app, command, () => runUploadCommand(app, command, reportFor(command.json))),
      )
    case 'remove':
      return withApp((app) => runRemoveCommand(app, command, terminal))
    case 'resume':
      return withApp((app) => resume(app, command, command.json))
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
  const words = `Interrupted. ${KEPT}`
  printMessage(terminal, advice === null ? words : `${words} ${advice}`)
  return EXIT.interrupted
}

function signIn(app: App, server: string | null): Promise<ExitCode> {
  return runSignIn(app, terminal, server ?? (env.POLAR_SERVER || 'production'), () => interrupts.press())
}

async function signedIn(app: App, words: AccountWords, use: () => Promise<ExitCode>): Promise<ExitCode> {
  const refusal = await signInSomehow(app, signInSources(words))
  if (refusal !== null) return refusal
  const exitCode = await use()
  const account = await app.commands.account()
  return account.kind === 'signed-out' ? sayNotSignedIn(terminal, account.reason) : exitCode
}

async function resume(app: App, words: AccountWords, json: boolean): Promise<ExitCode> {
  const refusal = await signInSomehow(app, { ...signInSources(words), isAnyEnough: true })
  return refusal ?? runResumeCommand(app, reportFor(json), (message) => printMessage(terminal, message))
}

const signInSources = (words: AccountWords): SignInSources => ({
  ...{ words, env, clock, terminal, signal: interrupts.signal, isAnyEnough: false },
})

function reportFor(json: boolean): Report {
  if (json) return createJsonReport(terminal)
  const now = (): number => clock.now()
  return terminal.output.isTTY ? createBarReport(terminal, now) : createPlainReport(terminal, now)
}

async function runAndExit(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2))
  // A pipe takes no more than it has room for until somebody reads it.
  await Promise.all([allWritten(process.stdout), allWritten(process.stderr)])
  // A prompt or a keychain that still waits must not keep the process.
  interrupts.exit()
}

void runAndExit()
