import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test as base } from '@playwright/test'
import type { LocalPolar, LocalPolarOptions } from '../../local-polar/local-polar-api.ts'
import { startLocalPolar } from '../../local-polar/local-polar.ts'
import { startDesktopSession, type DesktopSession } from '../../support/desktop-session.ts'
import { electronBinary, type ElectronBinary } from '../../support/electron-binary.ts'
import { ensureFreshBuild } from '../../support/fresh-build.ts'
import { makeTempFolder, type TempFolder } from '../../support/temp-folder.ts'
import { createIpcRecording, type IpcRecording } from './ipc-recorder.ts'
import { filesHolding, holdsText } from './token-traces.ts'
import { launchUploader, type Uploader } from './uploader.ts'

/** Everything one test plays with: a Polar, a folder for files, and the app, to be started as often as it takes. */
export interface Stage {
  readonly polar: LocalPolar
  readonly folder: TempFolder
  /** The app's own. */
  readonly dataFolder: string
  readonly electron: ElectronBinary
  /** What the app is started with: a desktop of its own, and the data folder. */
  readonly env: Readonly<Record<string, string>>
  readonly recording: IpcRecording
  /** Starts the app; the one before must have ended. */
  open(): Promise<Uploader>
  /** The tokens the keychain has for this Polar, read by another process. */
  tokensInKeychain(): Promise<readonly string[]>
  /** Where a text has left a trace: files of the data folder, `ipc`, `output`. */
  tracesOf(text: string): readonly string[]
  /** The same for what is secret in an access token, so that a piece of one is found too. */
  tracesOfToken(token: string): readonly string[]
}

interface WorkerFixtures {
  readonly desktop: DesktopSession
  readonly electron: ElectronBinary
}

interface TestFixtures {
  readonly polarOptions: Partial<LocalPolarOptions>
  readonly stage: Stage
}

/** A test in the built app. Whatever it does, afterwards the token of its Polar must have left no trace. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  polarOptions: [{}, { option: true }],
  // On a slow link Electron takes a while to download.
  electron: [async ({}, use) => use(await builtAndReady()), { scope: 'worker', timeout: 1_800_000 }],
  desktop: [
    async ({}, use) => {
      const desktop = await startDesktopSession()
      await use(desktop)
      await desktop.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  stage: async ({ desktop, electron, polarOptions }, use, testInfo) => {
    using folder = makeTempFolder()
    const polar = await startPolar({ dataFolder: join(folder.path, 'polar'), ...polarOptions })
    const launched: Uploader[] = []
    const stage = setStage({ desktop, electron, folder, polar, launched })
    await use(stage)
    if (testInfo.status !== testInfo.expectedStatus) await attachEvidence(stage, launched, testInfo)
    for (const uploader of launched) await uploader.quit()
    await polar.stop()
    expect(stage.tracesOfToken(polar.token), 'the access token is nowhere').toEqual([])
    expect(stage.recording.text(), 'no presigned URL reaches a window').not.toContain('X-Amz-Signature')
  },
})

const usedUrls = new Set<string>()

/** At an address no test before it had: the keychain, which all share, may still keep that one's token. */
async function startPolar(options: LocalPolarOptions): Promise<LocalPolar> {
  for (;;) {
    const polar = await startLocalPolar(options)
    if (!usedUrls.has(polar.url)) {
      usedUrls.add(polar.url)
      return polar
    }
    await polar.stop()
  }
}

async function builtAndReady(): Promise<ElectronBinary> {
  ensureFreshBuild()
  return electronBinary({ allowThirdParty: true })
}

interface Setting {
  readonly desktop: DesktopSession
  readonly electron: ElectronBinary
  readonly folder: TempFolder
  readonly polar: LocalPolar
  readonly launched: Uploader[]
}

function setStage({ desktop, electron, folder, polar, launched }: Setting): Stage {
  const dataFolder = join(folder.path, 'uploader')
  const env = { ...desktop.env, POLAR_UPLOADER_DATA: dataFolder }
  const apart = join(folder.path, 'recording')
  mkdirSync(apart)
  const recording = createIpcRecording(apart)
  const tracesOf = (text: string): readonly string[] => [
    ...(existsSync(dataFolder) ? filesHolding(dataFolder, text) : []),
    ...(holdsText(Buffer.from(recording.text()), text) ? ['ipc'] : []),
    ...launched.filter((uploader) => holdsText(Buffer.from(uploader.output()), text)).map(() => 'output'),
  ]
  return {
    ...{ polar, folder, dataFolder, electron, env, recording },
    async open() {
      const uploader = await launchUploader({ electron, env, electronArguments: recording.electronArguments })
      launched.push(uploader)
      return uploader
    },
    async tokensInKeychain() {
      const kept = await readKeychain(env)
      return kept.filter(({ account }) => account.startsWith(polar.url)).map(({ password }) => password)
    },
    tracesOf,
    tracesOfToken: (token) => tracesOf(token.replace(/^polar_oat_/, '')),
  }
}

interface KeptToken {
  readonly account: string
  readonly password: string
}

async function readKeychain(env: Stage['env']): Promise<readonly KeptToken[]> {
  const script =
    "require('keytar').findCredentials('Polar Uploader').then((kept) => console.log(JSON.stringify(kept)))"
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env: { ...env } })
  return JSON.parse(stdout) as KeptToken[]
}

async function attachEvidence(
  { dataFolder, recording }: Stage,
  launched: readonly Uploader[],
  testInfo: {
    attach(name: string, what: { readonly body?: Buffer | string; readonly path?: string }): Promise<void>
  },
): Promise<void> {
  const last = launched.at(-1)
  const picture = await last?.page.screenshot({ timeout: 5_000 }).catch(() => undefined)
  if (picture !== undefined) await testInfo.attach('window.png', { body: picture })
  if (last !== undefined) await testInfo.attach('output.txt', { body: last.output() })
  await testInfo.attach('ipc.jsonl', { body: recording.text() })
  const log = join(dataFolder, 'logs', 'log.jsonl')
  if (existsSync(log)) await testInfo.attach('log.jsonl', { path: log })
}
