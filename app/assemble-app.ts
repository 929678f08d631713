import { accountCommandsOf, createAccountTeller } from './account-commands.ts'
import { Accounts } from './accounts/accounts.ts'
import type { AccountView, SignInOutcome, SignInRequest } from './contract/account-view.ts'
import type { AccountId, UploadId } from './contract/ids.ts'
import type { Notice, UploadCommands, UploadEvents } from './contract/upload-api.ts'
import { createEvents, type Events } from './events.ts'
import { createNotices, type Notices } from './notices.ts'
import { createPolarClient, type PolarClient } from './polar/polar-client.ts'
import type { PolarFile } from './polar/polar-files.ts'
import type { Clock, ComputerEvents, Http, Keychain, Log, Random } from './ports.ts'
import type { SourceFiles } from './source/source-file.ts'
import type { Database } from './store/database.ts'
import { keepPreferences, type PreferenceKeeper } from './preferences.ts'
import { detailsOf } from './read-details.ts'
import { receiptOf } from './receipts.ts'
import { sayNotWritten } from './say-not-written.ts'
import { createStore, type Store } from './store/store.ts'
import { UploadError } from './upload-error.ts'
import { createAdaptiveSlots } from './upload/adaptive-slots.ts'
import { createServerClocks } from './upload/deadline.ts'
import { createLinks, type Links } from './upload/link.ts'
import { createBandwidthLimit } from './upload/bandwidth-limit.ts'
import { createLimits, type Limits } from './upload/limits.ts'
import { createPartSender } from './upload/part-sender.ts'
import { UploadEngine } from './upload/upload-engine.ts'
import { UploadRoster } from './upload/upload-roster.ts'
import { heedComputer } from './waking.ts'

/** The whole application, for a host to show. */
export interface App {
  readonly commands: UploadCommands
  /** Calls back on every event of that name; returns how to stop. */
  on<Name extends keyof UploadEvents>(name: Name, tell: (payload: UploadEvents[Name]) => void): () => void
  /** Works the queue; only these uploads when some are named. Signs in as `restoreAccount` does, if nobody is yet. */
  start(only?: readonly UploadId[]): Promise<void>
  /** Signs in whoever was signed in last, with the tokens from the keychain; gives the chosen account. */
  restoreAccount(): Promise<AccountView>
  /** Has new files go to that account for this process only. */
  chooseForNow(id: AccountId): void
  /** Signs in for this process only: nothing goes into the keychain. */
  signInForNow(request: SignInRequest): Promise<SignInOutcome>
  /** Every complete file at Polar, newest first. Throws `UploadError`. */
  files(): Promise<readonly PolarFile[]>
  /** Ends everything in order: parts in flight are ended, the state is kept. */
  stop(): Promise<void>
}

/** What the application is made of; everything in it may be another implementation. */
export interface AppParts {
  readonly db: Database
  readonly sources: SourceFiles
  readonly keychain: Keychain
  readonly http: Http
  readonly computer: ComputerEvents
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** What the user should know from the start. */
  readonly notices: readonly Notice[]
}

/** Puts the application together. Nothing runs before `start`; `stop` leaves the database to whoever opened it. */
export function assembleApp(parts: AppParts): App {
  const { db, sources, http, computer, clock, random, log, keychain } = parts
  const store = createStore(db)
  const events = createEvents(log)
  const notices = createNotices(parts.notices, (left) => events.publish('notices-changed', left))
  const serverClocks = createServerClocks(clock)
  const polar = createPolarClient({ http, clock, onDate: (date, url) => serverClocks.of(url).observe(date) })
  const accounts = new Accounts({
    ...{ store, keychain, polar, clock, log },
    onChange() {
      tellAccounts()
      engine.accountChanged()
    },
    onTouch: (id, isBack) => engine.inTouch(id, isBack),
  })
  const tellAccounts = createAccountTeller(accounts.who, events)
  const links = createLinks(store.links, clock)
  const roster = new UploadRoster({ store, clock, log, events, serverClocks, links })
  const { bandwidth, preferences, limits } = holdBack({ store, clock, computer, links, events })
  const sender = createPartSender({ http, clock, bandwidth, onSent: (bytes) => limits.sent(bytes) })
  const slots = createAdaptiveSlots(clock)
  const engine = new UploadEngine({
    ...{ store, sources, polar, sender, slots, links, clock, random, serverClocks, roster, accounts, log },
    onCleared: (cleared) => events.publish('cleared-changed', cleared),
  })
  const stopHeeding = heedComputer({ ...parts, polar, serverClocks, connections: accounts.who })
  return {
    on: (name, tell) => events.on(name, tell),
    commands: sayNotWritten(commandsOf({ store, engine, roster, accounts, notices, preferences, limits })),
    async start(only) {
      engine.start(only)
      if (accounts.who.current() === null) await accounts.restore()
    },
    async restoreAccount() {
      if (accounts.who.current() === null) await accounts.restore()
      return accounts.who.view()
    },
    chooseForNow: (id) => accounts.chooseForNow(id),
    signInForNow: (request) => accounts.signInForNow(request),
    files: () => filesOf(accounts, polar),
    async stop() {
      stopHeeding()
      accounts.close()
      await engine.stop()
      for (const part of [slots, limits, bandwidth, roster]) part.close()
      await sources.close()
    },
  }
}

/** What the user has chosen, and the limit that follows it. */
function holdBack({
  store,
  clock,
  computer,
  links,
  events,
}: Pick<AppParts, 'clock' | 'computer'> & {
  readonly store: Store
  readonly links: Links
  readonly events: Events
}) {
  const bandwidth = createBandwidthLimit(clock)
  const preferences = keepPreferences(store.settings, (chosen) => {
    events.publish('preferences-changed', chosen)
    limits.lookAgain()
  })
  const limits = createLimits({
    ...{ clock, computer, bandwidth, links, preferences },
    onChange: (limit) => events.publish('limit-changed', limit),
  })
  return { bandwidth, preferences, limits }
}

function filesOf(accounts: Accounts, polar: PolarClient): Promise<readonly PolarFile[]> {
  const who = accounts.who.current()
  if (who === null) throw new UploadError('unauthorized', 'Please sign in first.')
  return polar.listFiles(who, new AbortController().signal)
}

/** Who answers the commands. */
interface Servants {
  readonly store: Store
  readonly engine: UploadEngine
  readonly roster: UploadRoster
  readonly accounts: Accounts
  readonly notices: Notices
  readonly preferences: PreferenceKeeper
  readonly limits: Limits
}

const commandsOf = ({ store, engine, roster, accounts, notices, ...chosen }: Servants): UploadCommands => ({
  list: () => Promise.resolve(roster.views()),
  progress: () => Promise.resolve(roster.progress()),
  add: (request) => engine.add(request),
  relocate: (request) => engine.relocate(request),
  uploadAgain: (ids) => settled(() => engine.uploadAgain(ids)),
  pause: (ids) => engine.pause(ids),
  resume: (ids) => engine.resume(ids),
  cancel: (ids) => engine.cancel(ids),
  retry: (ids) => settled(() => engine.retry(ids)),
  remove: (ids) => settled(() => engine.remove(ids)),
  clear: (ids) => settled(() => engine.clear(ids)),
  undoClear: () => settled(() => engine.cleared.undo()),
  settleClear: () => settled(() => engine.cleared.settle()),
  cleared: () => Promise.resolve(engine.cleared.view()),
  startNow: (ids) => engine.startNow(ids),
  move: (request) => settled(() => engine.move(request)),
  pauseAll: () => engine.pauseAll(),
  resumeAll: () => engine.resumeAll(),
  receipt: (id) => Promise.resolve(receiptOf(store, id)),
  details(id) {
    const entry = roster.find(id)
    return Promise.resolve(entry === null ? null : detailsOf(store, entry))
  },
  ...accountCommandsOf(accounts, engine),
  notices: () => Promise.resolve(notices.all()),
  preferences: () => Promise.resolve(chosen.preferences.get()),
  limit: () => Promise.resolve(chosen.limits.view()),
  changePreferences: (changed) => settled(() => chosen.preferences.change(changed)),
  dismissNotice: (id) => settled(() => notices.dismiss(id)),
})

/** A command that is done at once, as one that crosses processes: what it throws rejects. */
const settled = async <T>(command: () => T): Promise<T> => {
  await Promise.resolve()
  return command()
}
