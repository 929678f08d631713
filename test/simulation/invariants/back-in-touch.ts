import type { ListedAccount } from '../../../app/contract/account-view.ts'
import type { HttpResponse } from '../../../app/ports.ts'

/** Once the app has been told that the network is there, whatever waits for it goes on within this time. */
const ON_WHEN_TOLD_MS = 10_000
/** The same when it has to find out: it asks every 15 s at the least. */
const ON_WHEN_UNTOLD_MS = 20_000
/** A server that asks to be left alone is left alone for a minute or so. */
const LEFT_ALONE_MS = 180_000

/** What the checks look at. */
export interface BackParts {
  readonly nowMs: () => number
  readonly violate: (invariant: string, message: string) => void
  readonly waitsForNetwork: () => readonly Waiting[]
}

/** An upload that waits for the network, and the account it is for. */
export interface Waiting {
  readonly id: string
  readonly account: string | null
}

/** Watches how the app goes on after it was offline or asleep. */
export interface BackInTouch {
  /** The network is there again, and the app was told, or not; or it is still out of order. */
  networkIsBack(how: 'told' | 'untold' | 'not yet'): void
  /** Something new is out of order: nothing is expected any more. */
  trouble(): void
  /** The app was told of a sleep: it must ask what time it is. */
  toldOfSleep(): void
  accountsChanged(accounts: readonly ListedAccount[]): void
  /** The user wishes something. */
  wished(): void
  answered(server: number, response: HttpResponse | null, isDated: boolean): void
  putStarts(server: number, what: string): void
  /** An upload that waited for the network is queued again. */
  goesOn(upload: Waiting, isOut: boolean): void
  /** The app has ended: what it knew and was to do is over. */
  appIsGone(): void
  afterStep(): void
}

/** Creates it, at a time at which nothing is wrong. */
export function createBackInTouch({ nowMs, violate, waitsForNetwork }: BackParts): BackInTouch {
  let accounts: readonly ListedAccount[] = []
  /** Of which servers the app knows the time, and which it must ask for it. */
  const knownTimes = new Set<number>()
  const mustAskTime = new Set<number>()
  let leftAloneUntil = -Infinity
  let wishedAt = -Infinity
  let isNew = false
  let areTold = false
  let due: { readonly ids: readonly string[]; readonly at: number } | null = null

  const standingOf = (wanted: string | null): ListedAccount['standing']['kind'] => {
    const account = accounts.find(({ id, isChosen }) => (wanted === null ? isChosen : id === wanted))
    return account?.standing.kind ?? 'needs-sign-in'
  }
  /** Those that go on by themselves once the network is there. */
  const waiting = (): readonly Waiting[] =>
    waitsForNetwork().filter(({ account }) => standingOf(account) !== 'needs-sign-in')

  const forget = (): void => {
    due = null
    isNew = false
  }
  return {
    networkIsBack(how) {
      forget()
      // Whoever has not noticed that it was gone has nothing to notice now.
      areTold = how === 'told'
      isNew = areTold || (how === 'untold' && accounts.some(({ standing }) => standing.kind === 'offline'))
      if (isNew) due = { ids: [], at: nowMs() + (how === 'told' ? ON_WHEN_TOLD_MS : ON_WHEN_UNTOLD_MS) }
    },
    trouble: forget,
    toldOfSleep() {
      mustAskTime.clear()
      for (const server of knownTimes) mustAskTime.add(server)
    },
    accountsChanged: (all) => void (accounts = all),
    wished: () => void (wishedAt = nowMs()),
    answered(server, response, isDated) {
      if (isDated) {
        knownTimes.add(server)
        mustAskTime.delete(server)
      }
      const retryAfterMs = Number(response?.headers['retry-after'] ?? 0) * 1000
      if (response !== null && (response.status === 429 || response.status >= 500))
        leftAloneUntil = nowMs() + Math.max(LEFT_ALONE_MS, retryAfterMs)
    },
    putStarts(server, what) {
      if (mustAskTime.has(server))
        violate('the time is asked after a sleep', `${what} is sent before anybody has told it`)
    },
    goesOn({ id, account }, isOut) {
      if (!isOut || standingOf(account) !== 'offline' || nowMs() - wishedAt < 1_000) return
      violate('quiet while offline', `The upload ${id} is tried though Polar cannot be reached`)
    },
    appIsGone() {
      forget()
      accounts = []
      knownTimes.clear()
      mustAskTime.clear()
    },
    afterStep() {
      if (due === null) return
      if (nowMs() < leftAloneUntil) {
        forget()
        return
      }
      const now = waiting()
      if (isNew) {
        // Where nobody tells, those go on whose account has noticed that nobody was there.
        const those = now.filter(({ account }) => areTold || standingOf(account) === 'offline')
        due = { ids: those.map(({ id }) => id), at: due.at }
      }
      isNew = false
      const ids = now.map(({ id }) => id)
      const stuck = due.ids.filter((id) => ids.includes(id))
      if (stuck.length === 0) due = null
      else if (nowMs() > due.at)
        violate('on within seconds', `The upload ${stuck.join()} waits for a network that is there`)
      else due = { ids: stuck, at: due.at }
    },
  }
}
