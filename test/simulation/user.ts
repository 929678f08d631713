import SQLite from 'better-sqlite3'
import type { App } from '../../app/assemble-app.ts'
import type { ListedAccount } from '../../app/contract/account-view.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import type { Relocation } from '../../app/contract/relocation.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { KeychainError } from '../../app/ports.ts'
import { UploadError } from '../../app/upload-error.ts'
import { UNDO_WITHIN_MS } from '../../app/upload/cleared-uploads.ts'
import { isActiveState, isRestState, type UploadMirror } from './invariants.ts'
import type { UserAction } from './life-plan.ts'
import { movedPathOf } from './disk-troubles.ts'
import { accountIdOf, organizationOf, SERVER } from './organizations.ts'
import type { VirtualProcess } from './virtual-process.ts'
import { pathOf, type World } from './world.ts'

/** How long a person takes to answer. */
const ANSWER_MS = 20_000

/** The person in front of the computer: adds files, clicks about, and answers when asked to. */
export interface User {
  /** Meets the app that has just started. */
  meet(process: VirtualProcess): void
  add(file: number): void
  act(action: UserAction, file: number, againAfterMs: number): void
  /** Does what a sensible person does about whatever rests unfinished: signs in, retries, resumes. */
  setRight(): void
  /** Quits the app; `done` hears when it has ended. */
  quit(done: () => void): void
}

/** Makes the user of a world, with its tokens. */
export function createUser(world: World): User {
  const { watch, time, tokens, plan } = world
  const added = new Set<number>()
  /** Organizations the user does not want to be signed in to. */
  const out = new Set<number>()
  let isSigningIn = false
  let isAboutToLook = false
  let cleared: ClearedByUser | null = null
  let isQuitting = false
  let wishes = 0

  /** Follows a command to its end: what may go wrong with it is known. */
  const call = (what: string, promise: Promise<unknown>, hear: Hearing = {}): void => {
    const process = world.process()
    wishes += 1
    world.trace(`the user: ${what}`)
    promise.then(
      (answer) => {
        if (process?.isAlive() !== true) return
        hear.fulfilled?.()
        watch.keepsSecrets(`the answer to ${what}`, answer)
        hear.answer?.(answer)
      },
      (error: unknown) => {
        if (process?.isAlive() !== true) return
        hear.fulfilled?.()
        world.trace(`${what} is refused: ${String(error)}`)
        watch.keepsSecrets(`the refusal of ${what}`, error)
        hear.refusal?.()
        // Whoever quits in the middle of signing in is not signed in.
        if (isSimulated(error) || isQuitting || hear.mayRefuse?.(error) === true) return
        const words = error instanceof Error ? String(error.stack) : String(error)
        watch.violate('commands answer', `${what}: ${words}`)
      },
    )
  }
  const withApp = (act: (app: App) => void): void => {
    const process = world.process()
    if (process !== null) act(process.app)
  }
  const uploadOf = (file: number): UploadMirror | null => {
    const path = pathOf(world.plan, file)
    const paths = [path, movedPathOf(path)]
    return [...watch.uploads.values()].findLast((upload) => paths.includes(upload.path)) ?? null
  }
  const withUpload = (
    file: number,
    act: (app: App, ids: readonly UploadId[], hear: Hearing) => void,
  ): void => {
    const upload = uploadOf(file)
    if (upload === null) return
    withApp((app) => act(app, [upload.id as UploadId], { fulfilled: watch.wish(upload.id) }))
  }

  const signIn = (organization: number, accounts: readonly ListedAccount[]): void => {
    if (isSigningIn) return
    withApp((app) => {
      isSigningIn = true
      const refusal = (): void => {
        isSigningIn = false
        lookLater()
      }
      const answer = (outcome: unknown): void => {
        isSigningIn = false
        if ((outcome as { ok: boolean }).ok) lookAfterAccounts()
        else refusal()
      }
      const known = accounts.find(({ id }) => organizationOf(id) === organization)
      // Some name the account that is to have the token, which then is not chosen by that.
      const accountId = wishes % 2 === 0 ? known?.id : undefined
      const request = { server: SERVER, token: tokens.current(organization), accountId }
      call(`sign in to ${organization}`, app.commands.signIn(request), {
        ...{ fulfilled: watch.wish(), answer, refusal },
      })
    })
  }
  /** Signs in wherever the user wants to be, one account after the other. */
  const lookAfterAccounts = (): void => {
    withApp((app) => {
      const answer = (list: unknown): void => {
        const accounts = list as readonly ListedAccount[]
        const [missing] = missingIn(accounts)
        if (missing !== undefined) signIn(missing, accounts)
      }
      call('which accounts', app.commands.accounts(), { answer })
    })
  }
  const missingIn = (accounts: readonly ListedAccount[]): readonly number[] => {
    const there = accounts.filter(({ standing }) => standing.kind !== 'needs-sign-in')
    const ids = there.map(({ id }) => organizationOf(id))
    return [...Array(plan.organizations).keys()].filter((one) => !out.has(one) && !ids.includes(one))
  }
  const lookLater = (): void => {
    if (isAboutToLook) return
    isAboutToLook = true
    time.after(ANSWER_MS, () => {
      isAboutToLook = false
      lookAfterAccounts()
    })
  }
  const isMovedAway = (file: number): boolean => {
    const path = pathOf(plan, file)
    return !world.disk.isThere(path) && world.disk.isThere(movedPathOf(path))
  }
  const add = (file: number): void => {
    const path = pathOf(world.plan, file)
    const service = world.plan.files[file]?.service ?? 'downloadable'
    withApp((app) => {
      const done = [watch.wish(uploadOf(file)?.id ?? 'none yet'), watch.adding(path)]
      const fulfilled = (): void => done.forEach((say) => say())
      call(`add ${path}`, app.commands.add({ paths: [path], service }), { fulfilled })
    })
  }
  const addMissing = (): void => {
    for (const file of added) if (uploadOf(file) === null && !world.removed.has(file)) add(file)
  }

  const stop = (what: 'pause' | 'cancel', file: number): void =>
    withUpload(file, (app, ids, hear) => {
      const before = wishes
      const checkStopped = (views: unknown): void => {
        for (const { id, state } of views as readonly UploadView[]) {
          // Whatever else was asked for meanwhile may have set it going again.
          if (id !== ids[0] || !isActiveState(state.kind) || wishes > before + 2) continue
          watch.violate('stopped is stopped', `${id} is ${state.kind} after ${what}`)
        }
      }
      const answer = (): void => call('list', app.commands.list(), { answer: checkStopped })
      call(`${what} ${file}`, app.commands[what](ids), { ...hear, answer })
    })
  const checkOrder = (views: unknown): void => {
    const positions = (views as readonly UploadView[]).map(({ position }) => position)
    const isInOrder = positions.every((position, index) => position > (positions[index - 1] ?? -Infinity))
    if (!isInOrder) watch.violate('the queue has an order', `The places are ${positions.join()}`)
  }
  const later = (delayMs: number, act: () => void): void => void time.after(delayMs, act)

  const actions: Readonly<Record<UserAction, (file: number, againAfterMs: number) => void>> = {
    'add-again': add,
    pause(file, againAfterMs) {
      stop('pause', file)
      later(againAfterMs, () => actions.resume(file, 0))
    },
    resume(file) {
      withUpload(file, (app, ids, hear) => call(`resume ${file}`, app.commands.resume(ids), hear))
    },
    cancel(file, againAfterMs) {
      stop('cancel', file)
      // Half of the users change their mind.
      if (againAfterMs % 2 === 0) later(againAfterMs, () => actions.retry(file, 0))
    },
    retry(file) {
      withUpload(file, (app, ids, hear) => call(`retry ${file}`, app.commands.retry(ids), hear))
    },
    remove(file) {
      withUpload(file, (app, ids, hear) => {
        if (!isRestState(watch.shown.get(ids[0] ?? '') ?? '')) return
        world.removed.add(file)
        call(`remove ${file}`, app.commands.remove(ids), hear)
      })
    },
    move(file, againAfterMs) {
      const others = [...watch.uploads.values()]
      // Before any of them, itself included, or behind all.
      const before = (others[againAfterMs % (others.length + 1)]?.id ?? null) as UploadId | null
      withUpload(file, (app, ids, hear) => {
        const answer = (): void => call('list', app.commands.list(), { answer: checkOrder })
        call(`move ${file}`, app.commands.move({ ids, before }), { ...hear, answer })
      })
    },
    'to-top'(file) {
      const before = first()
      withUpload(file, (app, ids, hear) => {
        const answer = (): void => call('list', app.commands.list(), { answer: checkOrder })
        call(`move ${file} to the top`, app.commands.move({ ids, before }), { ...hear, answer })
      })
    },
    'start-now'(file) {
      withUpload(file, (app, ids, hear) => {
        const answer = (): void => call('list', app.commands.list(), { answer: checkOrder })
        call(`start ${file} now`, app.commands.startNow(ids), { ...hear, answer })
      })
    },
    'clear-finished'(_file, againAfterMs) {
      clearFinished()
      if (againAfterMs % 3 === 0) later(againAfterMs % 12_000, undoClear)
      if (againAfterMs % 3 === 1) {
        later(againAfterMs % 12_000, () => {
          cleared = null
          withApp((app) => call('settle', app.commands.settleClear()))
        })
      }
    },
    'choose-file': (file, againAfterMs) => chooseFile(file, againAfterMs),
    choose(_file, againAfterMs) {
      const id = accountIdOf(againAfterMs % plan.organizations)
      withApp((app) => call(`choose ${id}`, app.commands.chooseAccount(id)))
    },
    'pause-all'(file, againAfterMs) {
      withApp((app) => call('pause all', app.commands.pauseAll(), { fulfilled: watch.wish() }))
      later(againAfterMs, () => actions['resume-all'](file, 0))
    },
    'resume-all'() {
      withApp((app) => call('resume all', app.commands.resumeAll(), { fulfilled: watch.wish() }))
    },
    'sign-out'(file, againAfterMs) {
      const organization = againAfterMs % plan.organizations
      out.add(organization)
      watch.causes.add('token')
      watch.tokenTrouble(organization)
      // Where there is one account only, nobody says which.
      const id = plan.organizations === 1 ? undefined : accountIdOf(organization)
      withApp((app) => call(`sign out of ${organization}`, app.commands.signOut(id)))
      later(againAfterMs, () => actions['sign-in'](file, againAfterMs))
    },
    'sign-in'(_file, againAfterMs) {
      const organization = againAfterMs % plan.organizations
      out.delete(organization)
      signIn(organization, [])
    },
    quit(_file, againAfterMs) {
      quit(() => later(againAfterMs, () => world.start()))
    },
    look(file) {
      withUpload(file, ({ commands }, [id]) => {
        if (id === undefined) return
        call('details', commands.details(id))
        call('receipt', commands.receipt(id))
      })
      withApp(({ commands }) => {
        call('list', commands.list())
        call('progress', commands.progress())
        call('account', commands.account())
        call('cleared', commands.cleared())
        call('notices', commands.notices())
      })
    },
  }
  const first = (): UploadId | null => {
    const inOrder = [...watch.uploads.values()].sort((a, b) => a.position - b.position)
    return (inOrder.find(({ id }) => watch.shown.has(id))?.id ?? null) as UploadId | null
  }
  const clearFinished = (): void => {
    const ids = [...watch.shown].filter(([, state]) => isOver(state)).map(([id]) => id as UploadId)
    const paths = ids.map((id) => watch.uploads.get(id)?.path)
    for (const file of added) {
      const path = pathOf(plan, file)
      if (paths.includes(path) || paths.includes(movedPathOf(path))) world.removed.add(file)
    }
    withApp((app) => {
      const answer = (): void => {
        const { process, ids: before } = cleared ?? { process: null, ids: [] }
        const more = process === world.process() ? [...before, ...ids] : ids
        cleared = { process: world.process(), ids: more, untilMs: time.now() + UNDO_WITHIN_MS - PLAY_MS }
      }
      call('clear finished', app.commands.clear(ids), { answer })
    })
  }
  const undoClear = (): void => {
    const wanted = cleared
    cleared = null
    const isInTime = wanted !== null && wanted.process === world.process() && time.now() < wanted.untilMs
    const check = (views: unknown): void => {
      const listed = (views as readonly UploadView[]).map(({ id }) => id)
      const lost = isInTime ? wanted.ids.filter((id) => !listed.includes(id)) : []
      if (lost.length > 0) watch.violate('undo brings back', `${lost.join()} stays away`)
    }
    withApp((app) => {
      const answer = (): void => call('list', app.commands.list(), { answer: check })
      call('undo', app.commands.undoClear(), { answer })
    })
  }
  /** Shows the app where a file is now that it misses; some point at another one. */
  const chooseFile = (file: number, againAfterMs: number): void => {
    const moved = movedPathOf(pathOf(plan, file))
    const path = againAfterMs % 4 === 1 ? pathOf(plan, againAfterMs % plan.files.length) : moved
    if (!world.disk.isThere(path)) return
    withUpload(file, (app, [id], hear) => {
      if (id === undefined) return
      const answer = (outcome: unknown): void => world.trace(`it is ${(outcome as Relocation).kind}`)
      // It may be gone again, or not be readable.
      const mayRefuse = (error: unknown): boolean => error instanceof UploadError
      call(`choose ${path}`, app.commands.relocate({ id, path }), { ...hear, answer, mayRefuse })
    })
  }
  const quit = (done: () => void): void => {
    const process = world.process()
    if (process === null) return
    isQuitting = true
    const answer = (): void => {
      const { disk, clock } = process
      if (disk.openFiles() > 0) watch.violate('bounded handles', `${disk.openFiles()} files stay open`)
      if (clock.pending() > 0) watch.violate('bounded timers', `${clock.pending()} timers stay set`)
      if (world.link.inFlight() > 0) watch.violate('bounded', `${world.link.inFlight()} requests stay open`)
      world.exited()
      done()
    }
    call('quit', process.app.stop(), { answer })
  }

  return {
    add(file) {
      added.add(file)
      add(file)
    },
    act: (action, file, againAfterMs) => actions[action](file, againAfterMs),
    quit,
    meet({ app }) {
      isQuitting = false
      isSigningIn = false
      app.on('accounts-changed', (accounts) => {
        if (missingIn(accounts).length > 0) lookLater()
        else isSigningIn = false
      })
      call('start', app.start(), { answer: lookAfterAccounts, refusal: lookLater })
      const answer = (accounts: unknown): void => {
        watch.accountsShown(accounts as readonly ListedAccount[])
        addMissing()
      }
      call('which accounts', app.commands.accounts(), { answer })
    },
    setRight() {
      out.clear()
      isSigningIn = false
      addMissing()
      lookAfterAccounts()
      for (const [id, state] of watch.shown) {
        if (state !== 'paused' && state !== 'failed') continue
        const hear = { fulfilled: watch.wish(id) }
        const ids = [id as UploadId]
        if (state === 'paused') withApp(({ commands }) => call(`resume ${id}`, commands.resume(ids), hear))
        const isMissing = watch.uploads.get(id)?.failureCode === 'file-missing'
        const moved = [...added].find((file) => isMovedAway(file) && uploadOf(file)?.id === id)
        if (state === 'failed' && isMissing && moved !== undefined) {
          chooseFile(moved, 0)
          continue
        }
        if (state === 'failed') withApp(({ commands }) => call(`retry ${id}`, commands.retry(ids), hear))
      }
    },
  }
}

/** What is done when a command is answered; `fulfilled` first, whatever the answer. */
interface Hearing {
  readonly fulfilled?: () => void
  readonly answer?: (answer: unknown) => void
  readonly refusal?: () => void
  /** Refusals that are no mistake. */
  readonly mayRefuse?: (error: unknown) => boolean
}

/** What the user has taken off the list, and until when that can be undone. */
interface ClearedByUser {
  readonly process: VirtualProcess | null
  readonly ids: readonly UploadId[]
  readonly untilMs: number
}

/** A clock that counts in whole milliseconds, and a command on its way, may be that late. */
const PLAY_MS = 100

const isOver = (state: string): boolean => state === 'completed' || state === 'canceled'

const isSimulated = (error: unknown): boolean =>
  error instanceof KeychainError ||
  (error instanceof UploadError && error.code === 'storage-full') ||
  (error instanceof SQLite.SqliteError && error.message === 'simulated')
