import type { HelpTopic } from '../app/contract/about.ts'
import type { AccountView, ListedAccount, NamedAccount } from '../app/contract/account-view.ts'
import type { AddReport } from '../app/contract/add-request.ts'
import type { Cleared } from '../app/contract/cleared.ts'
import type { UploadId } from '../app/contract/ids.ts'
import type { Receipt } from '../app/contract/receipt.ts'
import { NO_LIMIT, type LimitInForce } from '../app/contract/limit-in-force.ts'
import type { Preferences } from '../app/contract/preferences.ts'
import type { Notice } from '../app/contract/upload-api.ts'
import type { WindowRequest } from '../app/contract/window-request.ts'
import { knownWith, type KnownAccounts } from './account/describe-account.ts'
import type { Confirming } from './confirm/confirming.ts'
import { closeDetailsOf, followSelection, showDetailsOf, type ShownDetails } from './details/shown-details.ts'
import { createRateHistory, type RateHistory } from './details/rate-history.ts'
import { createAnnouncer } from './announcements/announcer.ts'
import { WHOLE_LIST, type ListView } from './upload-list/list-view.ts'
import { createReveal, type Revealed } from './upload-list/reveal.ts'
import type { Selection } from './upload-list/selection.ts'
import { createSelectionStore } from './upload-list/selection-store.ts'
import { createShownUploads, type ShownUploads } from './upload-list/shown-uploads.ts'
import type { SigningIn } from './sign-in/signing-in.ts'
import { createSteadyPace } from './steady-pace.ts'
import { createMovedFileSearch, type MovedFileSearch } from './notices/moved-file-search.ts'
import { createTotalRate, type TotalRate } from './summary/total-rate.ts'
import type { UploadsClient } from './uploads-client.ts'
import { createUploadsStore, type UploadsStore } from './uploads-store.ts'
import { createValueStore, type ValueStore } from './value-store.ts'
import { WORDS } from './wording.ts'

/** Everything the window shows, fed by events, and the client to ask for more. */
export interface WindowState {
  readonly client: UploadsClient
  readonly uploads: UploadsStore
  /** What of the list is shown, and how. */
  readonly listView: ValueStore<ListView>
  /** The uploads that are shown because of it. */
  readonly shownUploads: ShownUploads
  /** Which of them are selected. */
  readonly selection: ValueStore<Selection>
  /** The upload the list is to show next; null once it has. */
  readonly revealed: ValueStore<Revealed | null>
  /** What was taken off the list a moment ago and can be put back; null when nothing. */
  readonly cleared: ValueStore<Cleared | null>
  /** The last search for a file that was moved; null when none is under way or left to be decided. */
  readonly movedFile: ValueStore<MovedFileSearch | null>
  /** Null until the app has said who is signed in. */
  readonly account: ValueStore<AccountView | null>
  /** All accounts on this computer. */
  readonly accounts: ValueStore<readonly ListedAccount[]>
  /** With those that were signed out. */
  readonly knownAccounts: ValueStore<KnownAccounts>
  readonly notices: ValueStore<readonly Notice[]>
  /** What the user has chosen; null until the app has said so. */
  readonly preferences: ValueStore<Preferences | null>
  /** What may be sent now, because of it. */
  readonly limit: ValueStore<LimitInForce>
  /** What came of the last adding, until it is dismissed. */
  readonly addReport: ValueStore<AddReport | null>
  /** How many addings have not come back yet. */
  readonly addsUnderWay: ValueStore<number>
  /** A command that failed for a reason no upload can show: a sentence, until it is dismissed. */
  readonly problem: ValueStore<string | null>
  /** Something that went otherwise than was asked for: a sentence or two, until it is dismissed. */
  readonly surprise: ValueStore<string | null>
  /** What the user is asked to confirm; null while nothing is. */
  readonly confirming: ValueStore<Confirming | null>
  /** The receipt that is being looked at; null while none is. */
  readonly receipt: ValueStore<Receipt | null>
  /** The upload whose details are shown; null while none are. It follows the selection. */
  readonly detailsOf: ValueStore<ShownDetails | null>
  /** How fast uploads were while this window was open. */
  readonly rateHistory: RateHistory
  /** How fast all of them were together. */
  readonly totalRate: TotalRate
  /** The part of the help that is open; null while none is. */
  readonly help: ValueStore<HelpTopic | null>
  /** True while the settings are open. */
  readonly isSettingsOpen: ValueStore<boolean>
  /** What the sign-in dialog is open for; null while it is not. */
  readonly signingIn: ValueStore<SigningIn | null>
  /** True once the first list has come. */
  readonly isLoaded: ValueStore<boolean>
  /** What a screen reader says next. */
  readonly announcement: ValueStore<string>
  /** Starts listening and asks for what is there. */
  readonly start: () => void
  /** Waits for a command whose outcome comes back as events; shows the problem if it fails. */
  readonly run: (command: Promise<unknown>) => void
  /** Puts a text on the clipboard, and has a screen reader say so. */
  readonly copy: (text: string) => void
  /** Selects uploads and brings them into sight, whatever part of the list is shown. */
  readonly reveal: (ids: readonly UploadId[]) => void
  /** Asks anew who is there, and who is chosen. */
  readonly refreshAccounts: () => Promise<void>
  /** Has the user choose where an upload's file is now. */
  readonly chooseFile: (id: UploadId) => void
  /** Waits for files being added and shows the report. */
  readonly add: (adding: Promise<AddReport | null>) => void
}

const onAnimationFrame = (flush: () => void) => void requestAnimationFrame(flush)
const afterMilliseconds = (delayMs: number, tell: () => void) => void setTimeout(tell, delayMs)

function createStores(client: UploadsClient) {
  const uploads = createUploadsStore(onAnimationFrame)
  const listView = createValueStore(WHOLE_LIST)
  const shownUploads = createShownUploads(uploads, listView)
  return {
    client,
    uploads,
    listView,
    shownUploads,
    selection: createSelectionStore(shownUploads),
    revealed: createValueStore<Revealed | null>(null),
    cleared: createValueStore<Cleared | null>(null),
    movedFile: createValueStore<MovedFileSearch | null>(null),
    account: createValueStore<AccountView | null>(null),
    accounts: createValueStore<readonly ListedAccount[]>([]),
    knownAccounts: createValueStore<KnownAccounts>(new Map()),
    notices: createValueStore<readonly Notice[]>([]),
    preferences: createValueStore<Preferences | null>(null),
    limit: createValueStore<LimitInForce>(NO_LIMIT),
    addReport: createValueStore<AddReport | null>(null),
    addsUnderWay: createValueStore(0),
    problem: createValueStore<string | null>(null),
    surprise: createValueStore<string | null>(null),
    confirming: createValueStore<Confirming | null>(null),
    receipt: createValueStore<Receipt | null>(null),
    detailsOf: createValueStore<ShownDetails | null>(null),
    rateHistory: createRateHistory(() => Date.now()),
    totalRate: createTotalRate(() => Date.now()),
    help: createValueStore<HelpTopic | null>(null),
    isSettingsOpen: createValueStore(false),
    signingIn: createValueStore<SigningIn | null>(null),
    isLoaded: createValueStore(false),
    announcement: createValueStore(''),
  }
}

type Stores = ReturnType<typeof createStores>

/** Listens before asking: an answer is at least as new as every event that came before it. */
function listen(stores: Stores) {
  const { client, uploads, account, accounts, notices, preferences, limit } = stores
  const { knownAccounts, announcement, detailsOf, rateHistory, totalRate, cleared } = stores
  const steadyPace = createSteadyPace(() => Date.now())
  const announcer = createAnnouncer(afterMilliseconds, announcement.set)
  client.on('uploads-changed', (views) => {
    for (const view of views) announcer.stateChanged(uploads.view(view.id), view)
    uploads.change(views)
  })
  client.on('uploads-removed', (ids) => {
    uploads.remove(ids)
    rateHistory.forget(ids)
    steadyPace.forget(ids)
    closeDetailsOf(ids, detailsOf)
  })
  client.on('progress', (all) => {
    for (const progress of all) {
      announcer.progressChanged(uploads.view(progress.id), uploads.progress(progress.id), progress)
    }
    uploads.changeProgress(all.map(steadyPace.of))
    rateHistory.note(all)
    totalRate.note(uploads.summary().bytesPerSecond)
  })
  client.on('cleared-changed', cleared.set)
  client.on('account-changed', account.set)
  client.on('accounts-changed', (listed) => {
    accounts.set(listed)
    knownAccounts.set(knownWith(knownAccounts.get(), listed))
  })
  client.on('notices-changed', notices.set)
  client.on('preferences-changed', preferences.set)
  client.on('limit-changed', limit.set)
}

async function loadAccounts({ client, account, accounts, knownAccounts }: Stores): Promise<void> {
  const { commands } = client
  const note = (known: readonly NamedAccount[]) => knownAccounts.set(knownWith(knownAccounts.get(), known))
  await Promise.all([
    commands.account().then(account.set),
    commands.accounts().then(accounts.set),
    commands.knownAccounts().then(note),
  ])
}

async function load(stores: Stores): Promise<void> {
  const { client, uploads, notices, preferences, limit, cleared, isLoaded } = stores
  const { commands } = client
  const asked = [
    loadAccounts(stores),
    commands.list().then(uploads.replaceAll),
    commands.progress().then(uploads.changeProgress),
    commands.notices().then(notices.set),
    commands.preferences().then(preferences.set),
    commands.limit().then(limit.set),
    commands.cleared().then(cleared.set),
  ]
  await Promise.all(asked)
  isLoaded.set(true)
}

/** Shows what a menu or a notification asks for. */
function showRequested(stores: Stores, request: WindowRequest | null): void {
  const { isSettingsOpen, help } = stores
  if (request?.kind === 'upload') showDetailsOf(request.id, stores)
  if (request?.kind === 'settings') isSettingsOpen.set(true)
  if (request?.kind === 'help') help.set(request.topic)
}

/** The state of one window, not yet listening. */
export function createWindowState(client: UploadsClient): WindowState {
  const stores = createStores(client)
  const { problem, addReport, addsUnderWay, announcement, detailsOf, selection } = stores
  followSelection(detailsOf, selection)
  const run = (command: Promise<unknown>) => {
    command.catch((error: unknown) => {
      problem.set(WORDS.problem(error instanceof Error ? error.message : String(error)))
    })
  }
  const add = (adding: Promise<AddReport | null>) => {
    addsUnderWay.set(addsUnderWay.get() + 1)
    const shown = adding
      .then((report) => {
        if (report) addReport.set(report)
      })
      .finally(() => addsUnderWay.set(addsUnderWay.get() - 1))
    run(shown)
  }
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => announcement.set(WORDS.row.copied),
      () => announcement.set(WORDS.row.notCopied),
    )
  }
  const takeRequest = async (): Promise<void> => showRequested(stores, await client.commands.takeRequest())
  return {
    ...stores,
    ...{ run, add, copy, reveal: createReveal(stores) },
    chooseFile: createMovedFileSearch(stores, run),
    refreshAccounts: () => loadAccounts(stores),
    start() {
      listen(stores)
      client.on('window-asked', () => run(takeRequest()))
      run(load(stores).then(takeRequest))
    },
  }
}
