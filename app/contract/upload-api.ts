import type { AccountCommands } from './account-commands.ts'
import type { AccountView, ListedAccount } from './account-view.ts'
import type { About } from './about.ts'
import type { AddReport, AddRequest } from './add-request.ts'
import type { Cleared } from './cleared.ts'
import type { DesktopSettings } from './desktop-settings.ts'
import type { CheckAnswer, CheckName } from './computer-check.ts'
import type { ExternalPage } from './external-page.ts'
import {
  isAccountId,
  isAccountIdOrNothing,
  isAddRequest,
  isCheckName,
  isExternalPage,
  isFlag,
  isMoveRequest,
  isNothing,
  isPickerKind,
  isRelocateRequest,
  isSignInRequest,
  isUploadId,
  isUploadIdList,
  type Guard,
} from './guards.ts'
import type { UploadId } from './ids.ts'
import type { LimitInForce } from './limit-in-force.ts'
import { isListCommandList, type ListCommand } from './list-command.ts'
import type { MoveRequest } from './move-request.ts'
import { isPreferenceChange } from './preference-guards.ts'
import type { Preferences } from './preferences.ts'
import type { Receipt } from './receipt.ts'
import type { RelocateRequest, Relocation } from './relocation.ts'
import type { UploadDetails } from './upload-details.ts'
import type { UploadProgress, UploadView } from './upload-view.ts'
import type { WindowRequest } from './window-request.ts'

/** Something the user should know that is no upload's failure: a sentence or two. */
export interface Notice {
  readonly id: string
  readonly message: string
}

/** What the window may ask of the app. A call crosses processes: it is async and takes one argument. */
export interface UploadCommands extends AccountCommands {
  /** All uploads, in queue order. */
  list(nothing?: undefined): Promise<readonly UploadView[]>
  /** Byte counts of all uploads that have any. */
  progress(nothing?: undefined): Promise<readonly UploadProgress[]>
  add(request: AddRequest): Promise<AddReport>
  /** Uploads the files of completed uploads once more, as they are by now. */
  uploadAgain(ids: readonly UploadId[]): Promise<AddReport>
  /** Tells an upload that misses its file where it is now; it goes on if that is the same file. */
  relocate(request: RelocateRequest): Promise<Relocation>
  /** These take several at once; those it makes no sense for are passed over. */
  pause(ids: readonly UploadId[]): Promise<void>
  resume(ids: readonly UploadId[]): Promise<void>
  cancel(ids: readonly UploadId[]): Promise<void>
  retry(ids: readonly UploadId[]): Promise<void>
  /** For good, and at once. */
  remove(ids: readonly UploadId[]): Promise<void>
  /** Takes them off the list as `remove` does, but for ten seconds it can be undone. */
  clear(ids: readonly UploadId[]): Promise<void>
  /** Puts back on the list what was cleared and can be. */
  undoClear(nothing?: undefined): Promise<void>
  /** What was cleared will not be wanted back. */
  settleClear(nothing?: undefined): Promise<void>
  /** What can be put back on the list; null when nothing can. */
  cleared(nothing?: undefined): Promise<Cleared | null>
  /** Has them go on before all others, and at once. */
  startNow(ids: readonly UploadId[]): Promise<void>
  /** Changes the order of the queue. */
  move(request: MoveRequest): Promise<void>
  pauseAll(nothing?: undefined): Promise<void>
  resumeAll(nothing?: undefined): Promise<void>
  /** Null for an upload that is not completed. */
  receipt(id: UploadId): Promise<Receipt | null>
  /** What there is to know of it beyond its row, as it is now; null when there is no such upload. */
  details(id: UploadId): Promise<UploadDetails | null>
  /** What the user should know and has not dismissed yet. */
  notices(nothing?: undefined): Promise<readonly Notice[]>
  dismissNotice(id: string): Promise<void>
  preferences(nothing?: undefined): Promise<Preferences>
  /** What may be sent now, by what the user has chosen and the hour. */
  limit(nothing?: undefined): Promise<LimitInForce>
  /** Takes effect at once; what is left out stays as it is. */
  changePreferences(changed: Partial<Preferences>): Promise<void>
}

/** What the app tells unasked. A payload replaces what was known; it is never a difference. */
export interface UploadEvents {
  /** Only those that changed, in queue order. */
  'uploads-changed': readonly UploadView[]
  'uploads-removed': readonly UploadId[]
  'cleared-changed': Cleared | null
  /** Batched: at most ten times a second, only those that changed. */
  progress: readonly UploadProgress[]
  'account-changed': AccountView
  'accounts-changed': readonly ListedAccount[]
  'notices-changed': readonly Notice[]
  'preferences-changed': Preferences
  'limit-changed': LimitInForce
}

/** What the window may ask of its host: what needs the desktop rather than the app. */
export interface WindowCommands {
  /** Opens the system's picker and adds what is chosen; null when nothing was. */
  pick(kind: 'files' | 'folder'): Promise<AddReport | null>
  /** Adds the files copied in the file manager; null when there are none on the clipboard. */
  pasteFiles(nothing?: undefined): Promise<AddReport | null>
  /** Has the user choose where the file of an upload is now; null when nothing was chosen. */
  chooseFile(id: UploadId): Promise<Relocation | null>
  /** Adds as a new upload the file that was chosen last and turned out to be another; null when there is none. */
  addChosen(nothing?: undefined): Promise<AddReport | null>
  /** Lets those be chosen in the application's menu, and no others. */
  offerInMenu(commands: readonly ListCommand[]): Promise<void>
  /** Shows the upload's file in the system's file manager. */
  showInFolder(id: UploadId): Promise<void>
  openPage(page: ExternalPage): Promise<void>
  /** Asks where to, and saves an upload's receipt there; nothing for one that has none. */
  saveReceipt(id: UploadId): Promise<void>
  /** What the window was asked to show; null when nothing, or when it has been taken already. */
  takeRequest(nothing?: undefined): Promise<WindowRequest | null>
  desktopSettings(nothing?: undefined): Promise<DesktopSettings>
  /** Has the system start the app at login, or not any more. */
  startAtLogin(isOn: boolean): Promise<void>
  /** Shows the data folder in the system's file manager. */
  showDataFolder(nothing?: undefined): Promise<void>
  /** Makes one check of this computer; whoever wants several asks for each, and they run side by side. */
  check(name: CheckName): Promise<CheckAnswer>
  /** Ends the checks that are under way. */
  stopChecking(nothing?: undefined): Promise<void>
  /**
   * Asks where to, and saves there what the checks found, the log and the list, without names or secrets; says whether
   * it was saved.
   */
  saveDiagnostics(nothing?: undefined): Promise<boolean>
  about(nothing?: undefined): Promise<About>
  /** The licenses of everything the app is shipped with. */
  licenses(nothing?: undefined): Promise<string>
}

/** What the host tells its window unasked. */
export interface WindowEvents {
  /** There is a request to take. */
  'window-asked': undefined
  /** The application's menu asks for something. */
  'list-command': ListCommand
}

/** Everything a window is told. */
export type AllEvents = UploadEvents & WindowEvents

/** Every command with the check its argument must pass. Both ends of the IPC are built from this table. */
export const COMMANDS = {
  list: isNothing,
  progress: isNothing,
  add: isAddRequest,
  uploadAgain: isUploadIdList,
  relocate: isRelocateRequest,
  pause: isUploadIdList,
  resume: isUploadIdList,
  cancel: isUploadIdList,
  retry: isUploadIdList,
  remove: isUploadIdList,
  clear: isUploadIdList,
  undoClear: isNothing,
  settleClear: isNothing,
  cleared: isNothing,
  startNow: isUploadIdList,
  move: isMoveRequest,
  pauseAll: isNothing,
  resumeAll: isNothing,
  receipt: isUploadId,
  details: isUploadId,
  account: isNothing,
  accounts: isNothing,
  knownAccounts: isNothing,
  chooseAccount: isAccountId,
  tokenRights: isAccountId,
  signIn: isSignInRequest,
  signOut: isAccountIdOrNothing,
  notices: isNothing,
  preferences: isNothing,
  limit: isNothing,
  changePreferences: isPreferenceChange,
  dismissNotice: (value: unknown): value is string => typeof value === 'string',
} as const satisfies { [Name in keyof UploadCommands]: Guard<Parameters<UploadCommands[Name]>[0]> }

/** The same for what the window asks of its host. */
export const WINDOW_COMMANDS = {
  pick: isPickerKind,
  pasteFiles: isNothing,
  chooseFile: isUploadId,
  addChosen: isNothing,
  offerInMenu: isListCommandList,
  showInFolder: isUploadId,
  openPage: isExternalPage,
  saveReceipt: isUploadId,
  takeRequest: isNothing,
  desktopSettings: isNothing,
  startAtLogin: isFlag,
  showDataFolder: isNothing,
  check: isCheckName,
  stopChecking: isNothing,
  saveDiagnostics: isNothing,
  about: isNothing,
  licenses: isNothing,
} as const satisfies { [Name in keyof WindowCommands]: Guard<Parameters<WindowCommands[Name]>[0]> }

/** Every event, so that both ends of the IPC can be built from the list. */
export const EVENTS = [
  'uploads-changed',
  'uploads-removed',
  'cleared-changed',
  'progress',
  'account-changed',
  'accounts-changed',
  'notices-changed',
  'preferences-changed',
  'limit-changed',
] as const satisfies readonly (keyof UploadEvents)[]

/** These take paths, which stay out of the page: the preload and the host give them. */
export const KEPT_FROM_PAGE = ['add', 'relocate'] as const satisfies readonly (keyof UploadCommands)[]

/** One of them. */
export type KeptFromPage = (typeof KEPT_FROM_PAGE)[number]

/** What the preload puts into the page: every command, every event, and the one way to hand over dropped files. */
export interface Bridge {
  readonly commands: Omit<UploadCommands, KeptFromPage> & WindowCommands
  /** Turns dropped or pasted `File`s into paths outside the page and adds them. */
  addFiles(files: readonly unknown[]): Promise<AddReport>
  /** Calls back on every event of that name; returns how to stop. */
  on<Name extends keyof AllEvents>(name: Name, tell: (payload: AllEvents[Name]) => void): () => void
}
