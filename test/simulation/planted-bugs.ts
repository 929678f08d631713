/** A mistake somebody could make in the app: one place in a file, and what stands there instead. */
export interface PlantedBug {
  readonly name: string
  readonly file: string
  /** Stands in the file exactly once. */
  readonly line: string
  readonly instead: string
  /** The invariant that does not hold then. */
  readonly breaks: string
  /** The first life to look at, where what it takes is rare; else 1. */
  readonly fromSeed?: number
}

/** Mistakes the simulation must notice; if it did not, its silence about the app would mean nothing. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'an ETag is recorded before the reply',
    file: '/app/upload/send-parts.ts',
    line: 'const etag = await send(batch, part)',
    instead: `store.parts.markStored(id, part.number, '"' + '0'.repeat(32) + '"')
  const etag = await send(batch, part)`,
    breaks: 'stored means stored',
  },
  {
    name: 'a completion leaves out the last part',
    file: '/app/polar/polar-files.ts',
    line: 'parts: parts.map(({ number, etag, checksum }, index) => {',
    instead:
      'parts: parts.slice(0, Math.max(1, parts.length - 1)).map(({ number, etag, checksum }, index) => {',
    breaks: 'failures are true',
  },
  {
    name: 'an expired URL is tried again',
    file: '/app/upload/deadline.ts',
    line: 'serverNow !== null && serverNow + TRAVEL_MS >= expiresAt',
    instead: 'expiresAt < 0 && serverNow !== null && TRAVEL_MS > 0',
    breaks: 'no PUT to an expired URL',
  },
  {
    name: 'a requeued upload forgets its stored parts',
    file: '/app/upload/upload-runs.ts',
    line: "this.#parts.roster.apply(entry.id, { kind: 'requeued' })",
    instead: `const known = this.#parts.store.parts.plan(entry.id)
    this.#parts.store.parts.setPlan(entry.id, known, known.map((part) => part.checksum))
    this.#parts.roster.apply(entry.id, { kind: 'requeued' })`,
    breaks: 'stored parts are never sent again',
  },
  {
    name: 'progress counts what was sent instead of what is stored',
    file: '/app/upload/progress-meter.ts',
    line: 'this.#sentBytes += bytes',
    instead: 'this.#sentBytes += bytes\n    this.#storedBytes += bytes',
    breaks: 'progress is what is stored',
  },
  {
    name: 'an upload is tried again and again though nobody can be reached',
    file: '/app/upload/retries.ts',
    line: 'if (isCounted) {',
    instead: `if (!isCounted) this.#waiting.set(entry.id, clock.after(delayMs, () => this.#parts.requeue(entry)))
    else if (isCounted) {`,
    breaks: 'quiet while offline',
  },
  {
    name: 'nobody heeds that the network is another one',
    file: '/app/waking.ts',
    line: 'if (dropped > 0 || !connections.isInTouch()) connections.askAnew()',
    instead: '',
    breaks: 'on within seconds',
    fromSeed: 801,
  },
  {
    name: 'a part is sent after a sleep though nobody knows the time',
    file: '/app/upload/send-parts.ts',
    line: 'if (run.serverClock.isForgotten()) throw timeUnknown()',
    instead: '',
    breaks: 'the time is asked after a sleep',
    fromSeed: 3101,
  },
  {
    name: 'what is sent is sent with the chosen account’s token',
    file: '/app/upload/create-run-context.ts',
    line: 'const account = accounts.who.find(entry.upload.accountId)',
    instead: 'const account = accounts.who.current()',
    breaks: 'no file in another organization',
  },
  {
    name: 'a file that is added goes to whichever account is chosen by the time it was found',
    file: '/app/upload/upload-engine.ts',
    line: 'who.nameNow(chosen)',
    instead: 'who.chosen()',
    breaks: 'a file goes where it was added to',
  },
  {
    name: 'one account’s uploads wait for what holds back another’s',
    file: '/app/upload/next-in-turn.ts',
    line: 'return new Set(all.filter((id) => !awaitsServer(id)))',
    instead: 'return new Set(all.some(awaitsServer) ? [] : all)',
    breaks: 'an account holds back its own',
  },
  {
    name: 'an upload that waits for another try holds back the others of its account',
    file: '/app/upload/next-in-turn.ts',
    line: 'if (trouble.mayBegin(owner, id, ofAccount(running, owner))) return entry',
    instead:
      'if (!turns.tried.some((one) => one.id !== id && one.upload.accountId === owner && hasFailed(one))) return entry',
    breaks: 'one file’s trouble is its own',
  },
  {
    name: 'what was cleared stays away when that is undone',
    file: '/app/upload/cleared-uploads.ts',
    line: 'setCleared(taken, false)',
    instead: '',
    breaks: 'undo brings back',
    fromSeed: 2401,
  },
  {
    name: 'what is sent goes to the chosen account’s server',
    file: '/app/upload/create-run-context.ts',
    line: 'if (account !== null) return (entry.actedAs = account)',
    instead: `if (account !== null) {
        entry.actedAs = account
        return { ...account, serverUrl: accounts.who.current()?.serverUrl ?? account.serverUrl }
      }`,
    breaks: 'no token goes elsewhere',
  },
  {
    name: 'what is left of an account is tidied up by whoever is signed in',
    file: '/app/upload/run-outcome.ts',
    line: 'for (const fileId of store.accounts.abandonedBy(who.id)) {',
    instead:
      'for (const fileId of store.accounts.all().flatMap(({ id }) => store.accounts.abandonedBy(id))) {',
    breaks: 'no file is asked for elsewhere',
  },
  {
    name: 'a token is kept under the name of the chosen account',
    file: '/app/accounts/accounts.ts',
    line: 'await keychain.write(account.id, token)',
    instead: 'await keychain.write(this.who.chosen() ?? account.id, token)',
    breaks: 'no token under another name',
  },
  {
    name: 'a folder goes to its account by the name that had when adding began',
    file: '/app/upload/upload-engine.ts',
    line: 'who.nameNow(chosen)',
    instead: 'chosen',
    breaks: 'nothing is left in a name that is gone',
    fromSeed: 201,
  },
  {
    name: 'a start signs in to an account by the name it had before',
    file: '/app/accounts/account-naming.ts',
    line: 'if (isKept) kept.rename(from, named.id)',
    instead: '',
    breaks: 'what has a name keeps it',
  },
]
