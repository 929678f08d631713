import type { ElectronApplication, Page } from '@playwright/test'
import type { AccountView, ListedAccount } from '../../app/contract/account-view.ts'
import type { AccountId, FileId, UploadId } from '../../app/contract/ids.ts'
import type { UploadCommands, UploadEvents, WindowCommands } from '../../app/contract/upload-api.ts'
import type { UploadState } from '../../app/contract/upload-state.ts'
import { nothingDone, type UploadProgress, type UploadView } from '../../app/contract/upload-view.ts'
import { translateIn } from '../../main/translate-payload.ts'
import type { Translate } from '../../main/translate.ts'

const GB = 1_000_000_000

/** The account in every scene. */
export const ACCOUNT: Extract<AccountView, { kind: 'signed-in' }> = {
  kind: 'signed-in',
  id: 'https://api.polar.sh 11111111-1111-4111-8111-111111111111' as AccountId,
  serverUrl: 'https://api.polar.sh',
  organizationName: 'Northern Tapes',
  offlineReason: null,
}

/** The same as one of several. */
export const LISTED: ListedAccount = {
  id: ACCOUNT.id,
  serverUrl: ACCOUNT.serverUrl,
  organizationName: ACCOUNT.organizationName,
  isChosen: true,
  standing: { kind: 'signed-in' },
}

/** One upload as a scene has it. */
export interface SceneUpload {
  readonly view: UploadView
  readonly progress: UploadProgress
}

/** An upload in a scene: its name, size and state, and how far it is. */
export function sceneUpload(
  number: number,
  name: string,
  sizeBytes: number,
  state: UploadState,
  more: { readonly view?: Partial<UploadView>; readonly progress?: Partial<UploadProgress> } = {},
): SceneUpload {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as UploadId
  return {
    view: {
      ...{ id, position: number, name, path: `/home/ines/Releases/${name}`, sizeBytes, state },
      ...{
        service: 'downloadable',
        accountId: ACCOUNT.id,
        addedAt: new Date().setHours(9, 0, number, 0),
        fileChecksum: null,
        sameAs: null,
        sessionsLost: 0,
        lossReason: null,
      },
      ...{ partCount: Math.ceil(sizeBytes / 2 ** 24) },
      ...more.view,
    },
    progress: {
      ...nothingDone(id),
      ...more.progress,
    },
  }
}

/** In Polar since some moment. */
export const completedAt = (at: number): UploadState => ({
  kind: 'completed',
  fileId: '22222222-2222-4222-8222-222222222222' as FileId,
  completedAt: at,
})

/** A window to feed: what it shows is what it is told, as the app itself would tell it. */
export interface SceneWindow {
  readonly app: ElectronApplication
  readonly page: Page
  /** Puts the app's own sentences into the window's language, as its host does; left out in English. */
  readonly translate?: Translate
}

const spoken = <T>(value: T, { translate }: SceneWindow): T =>
  translate === undefined ? value : translateIn(value, translate)

/** Tells the window something over the same channel as the app does. */
export async function tell<Name extends keyof UploadEvents>(
  window: SceneWindow,
  name: Name,
  payload: UploadEvents[Name],
): Promise<void> {
  await window.app.evaluate(
    ({ BrowserWindow }, said) => BrowserWindow.getAllWindows()[0]?.webContents.send(said.name, said.payload),
    { name, payload: spoken(payload, window) },
  )
}

/** Has a question of the window answered with this from now on. */
export async function answer<Name extends keyof (UploadCommands & WindowCommands)>(
  window: SceneWindow,
  name: Name,
  value: Awaited<ReturnType<(UploadCommands & WindowCommands)[Name]>>,
): Promise<void> {
  await window.app.evaluate(
    ({ BrowserWindow }, said) => {
      const { ipc } = BrowserWindow.getAllWindows()[0]?.webContents ?? {}
      ipc?.removeHandler(said.name)
      ipc?.handle(said.name, () => ({ ok: true, value: said.value }))
    },
    { name, value: spoken(value, window) },
  )
}

/** Signed in, with these uploads. */
export async function showUploads(window: SceneWindow, uploads: readonly SceneUpload[]): Promise<void> {
  await tell(window, 'account-changed', ACCOUNT)
  await tell(window, 'accounts-changed', [LISTED])
  await tell(
    window,
    'uploads-changed',
    uploads.map(({ view }) => view),
  )
  await tell(
    window,
    'progress',
    uploads.map(({ progress }) => progress),
  )
}

/** One upload in every state, as a busy list has them. */
export const everyState = (): readonly SceneUpload[] => [
  sceneUpload(1, 'Forest Textures Vol. 3.zip', 0.086 * GB, completedAt(new Date().setHours(9, 41, 0, 0))),
  sceneUpload(
    2,
    'Starfall 1.4.2 – Windows.zip',
    80 * GB,
    { kind: 'uploading' },
    {
      progress: {
        ...{ hashedBytes: 80 * GB, storedBytes: 36.2 * GB, inFlightBytes: 0.2 * GB, sentBytes: 36.4 * GB },
        ...{ partsInFlight: 6, bytesPerSecond: 11.2e6, secondsLeft: 3_900, forecastSeconds: 3_900 },
      },
    },
  ),
  sceneUpload(
    3,
    'Color Grading Course – 07 Skin Tones.mp4',
    3.9 * GB,
    { kind: 'hashing' },
    { progress: { hashedBytes: 1.2 * GB, bytesPerSecond: 480e6, secondsLeft: 6 } },
  ),
  sceneUpload(
    4,
    'Late Night Lo-Fi – Sample Pack.zip',
    0.412 * GB,
    { kind: 'paused' },
    {
      progress: { hashedBytes: 0.412 * GB, storedBytes: 0.117 * GB, sentBytes: 0.117 * GB },
    },
  ),
  sceneUpload(5, 'Ambient Guitar – Stems.wav', 0.96 * GB, {
    kind: 'waiting',
    retryAt: Date.now() + 3_600_000,
    failure: { code: 'server-busy', message: 'S3 is busy (SlowDown). Trying again soon.' },
  }),
  sceneUpload(6, 'Field Notes – Second Edition.pdf', 0.0234 * GB, {
    kind: 'failed',
    failure: {
      code: 'file-changed',
      message:
        '12 of 5,000 parts of the file changed since it was checked. Upload the new version, or remove this upload.',
    },
  }),
  sceneUpload(7, 'Color Grading Course – 08 Night Scenes.mp4', 2.7 * GB, { kind: 'queued' }),
  sceneUpload(8, 'Old Logo.psd', 0.31 * GB, { kind: 'canceled' }),
]

/** What is under way, above what came to Polar today, yesterday and before. */
export function severalDays(): readonly SceneUpload[] {
  const today = new Date().setHours(9, 41, 0, 0)
  const hour = 3_600_000
  const inPolar = (number: number, name: string, sizeBytes: number, hoursAgo: number): SceneUpload =>
    sceneUpload(30 + number, name, sizeBytes, completedAt(today - hoursAgo * hour))
  return [
    ...everyState().slice(1),
    inPolar(1, 'Forest Textures Vol. 3.zip', 0.086 * GB, 0),
    inPolar(2, 'Forest Textures Vol. 2.zip', 0.112 * GB, 1),
    inPolar(
      3,
      'Ambient Guitar – Preset Bank and All Impulse Responses, Second Revised Edition.wav',
      0.31 * GB,
      2,
    ),
    inPolar(4, 'Starfall 1.4.1 – Windows.zip', 79 * GB, 20),
    inPolar(5, 'Starfall 1.4.1 – Linux.zip', 78.2 * GB, 21),
    inPolar(6, 'Color Grading Course – 06 Contrast.mp4', 3.2 * GB, 80),
    inPolar(7, 'Color Grading Course – 05 White Balance.mp4', 2.9 * GB, 81),
    inPolar(8, 'Field Notes – First Edition.pdf', 0.021 * GB, 82),
  ]
}

/** Uploads for which the hour that Polar gives them matters. */
export function theHour(): readonly SceneUpload[] {
  const minute = 60_000
  const now = Date.now()
  const late = { lastCallAt: now - minute, expiresAt: now + minute }
  const inTime = { lastCallAt: now + 20 * minute, expiresAt: now + 22 * minute }
  const counts = (storedBytes: number) => ({ hashedBytes: 30 * GB, storedBytes, sentBytes: storedBytes })
  return [
    sceneUpload(
      1,
      'Nightfall – Complete.zip',
      30 * GB,
      { kind: 'uploading' },
      {
        progress: {
          ...{ ...counts(24.1 * GB), inFlightBytes: 2.4 * GB, partsInFlight: 16 },
          ...{ bytesPerSecond: 6.6e6, secondsLeft: 530, deadline: late },
        },
      },
    ),
    sceneUpload(
      2,
      'Masterclass 2026 – All Lessons.zip',
      30 * GB,
      { kind: 'paused' },
      {
        progress: { ...counts(18.3 * GB), deadline: inTime },
      },
    ),
    sceneUpload(
      3,
      'Drone Footage – Iceland.mov',
      47 * GB,
      { kind: 'queued' },
      {
        progress: { forecastSeconds: 4_380 },
      },
    ),
    sceneUpload(
      4,
      'Sample Library.zip',
      30 * GB,
      { kind: 'uploading' },
      {
        view: { sessionsLost: 2 },
        progress: { ...counts(3.2 * GB), bytesPerSecond: 6.6e6, secondsLeft: 4_100, deadline: inTime },
      },
    ),
    sceneUpload(
      5,
      'Field Recordings.zip',
      30 * GB,
      {
        ...{ kind: 'waiting', retryAt: now + 12_000 },
        failure: {
          code: 'network',
          message: 'No connection: the server does not answer. Trying again soon.',
        },
      },
      { progress: { ...counts(9 * GB), deadline: inTime } },
    ),
  ]
}
