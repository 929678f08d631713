import SQLite from 'better-sqlite3'
import type { App } from '../../app/assemble-app.ts'
import type { AccountView } from '../../app/contract/account-view.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { KeychainError } from '../../app/ports.ts'
import { UploadError } from '../../app/upload-error.ts'
import { isActiveState, isRestState, type UploadMirror } from './invariants.ts'
import type { UserAction } from './life-plan.ts'
import type { Tokens } from './tokens.ts'
import { SERVER } from './virtual-polar.ts'
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

/** Makes the user of a world, with the token there. */
export function createUser(world: World, tokens: Tokens): User {
  const { watch, time } = world
  const added = new Set<number>()
  let wantsOut = false
  let isSigningIn = false
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
        if (isSimulated(error) || isQuitting) return
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
    return [...watch.uploads.values()].findLast((upload) => upload.path === path) ?? null
  }
  const withUpload = (
    file: number,
    act: (app: App, ids: readonly UploadId[], hear: Hearing) => void,
  ): void => {
    const upload = uploadOf(file)
    if (upload === null) return
    withApp((app) => act(app, [upload.id as UploadId], { fulfilled: watch.wish(upload.id) }))
  }

  const signIn = (): void => {
    if (isSigningIn) return
    withApp((app) => {
      isSigningIn = true
      const refusal = (): void => {
        isSigningIn = false
        time.after(ANSWER_MS, signInIfAsked)
      }
      const answer = (outcome: unknown): void => {
        isSigningIn = false
        if (!(outcome as { ok: boolean }).ok) refusal()
      }
      const request = { server: SERVER, token: tokens.current() }
      call('sign in', app.commands.signIn(request), { fulfilled: watch.wish(), answer, refusal })
    })
  }
  const signInIfAsked = (): void => {
    withApp((app) => {
      const answer = (account: unknown): void => {
        if ((account as AccountView).kind === 'signed-out' && !wantsOut) signIn()
      }
      call('who am I', app.commands.account(), { answer })
    })
  }
  const add = (file: number): void => {
    const path = pathOf(world.plan, file)
    const service = world.plan.files[file]?.service ?? 'downloadable'
    withApp((app) => {
      const fulfilled = watch.wish(uploadOf(file)?.id ?? 'none yet')
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
    'pause-all'(file, againAfterMs) {
      withApp((app) => call('pause all', app.commands.pauseAll(), { fulfilled: watch.wish() }))
      later(againAfterMs, () => actions['resume-all'](file, 0))
    },
    'resume-all'() {
      withApp((app) => call('resume all', app.commands.resumeAll(), { fulfilled: watch.wish() }))
    },
    'sign-out'(file, againAfterMs) {
      wantsOut = true
      watch.causes.add('token')
      withApp((app) => call('sign out', app.commands.signOut()))
      later(againAfterMs, () => actions['sign-in'](file, 0))
    },
    'sign-in'() {
      wantsOut = false
      signIn()
    },
    quit(_file, againAfterMs) {
      quit(() => later(againAfterMs, () => world.start()))
    },
    look() {
      withApp(({ commands }) => {
        call('list', commands.list())
        call('progress', commands.progress())
        call('account', commands.account())
        call('notices', commands.notices())
      })
    },
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
      app.on('account-changed', ({ kind }) => {
        if (kind === 'signed-in') isSigningIn = false
        else if (!wantsOut) later(ANSWER_MS, signInIfAsked)
      })
      call('start', app.start(), { answer: signInIfAsked, refusal: () => later(ANSWER_MS, signInIfAsked) })
      addMissing()
    },
    setRight() {
      wantsOut = false
      isSigningIn = false
      addMissing()
      signInIfAsked()
      for (const [id, state] of watch.shown) {
        if (state !== 'paused' && state !== 'failed') continue
        const hear = { fulfilled: watch.wish(id) }
        const ids = [id as UploadId]
        if (state === 'paused') withApp(({ commands }) => call(`resume ${id}`, commands.resume(ids), hear))
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
}

const isSimulated = (error: unknown): boolean =>
  error instanceof KeychainError ||
  (error instanceof UploadError && error.code === 'storage-full') ||
  (error instanceof SQLite.SqliteError && error.message === 'simulated')
