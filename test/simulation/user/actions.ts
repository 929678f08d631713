import type { UploadId } from '../../../app/contract/ids.ts'
import type { UploadView } from '../../../app/contract/upload-view.ts'
import { isActiveState, isRestState } from '../invariants/upload-mirror.ts'
import type { UserAction } from '../life-plan.ts'
import type { World } from '../world.ts'
import type { Calls } from './calls.ts'
import type { Clearing } from './clearing.ts'
import type { Files } from './files.ts'
import type { SignIns } from './sign-ins.ts'

/** What the user's actions work with. */
export interface ActionParts {
  readonly calls: Calls
  readonly files: Files
  readonly signIns: SignIns
  readonly clearing: Clearing
  readonly quit: (done: () => void) => void
}

/** What the user does at a moment, with a file if it is about one, and often something else after a while. */
export type Actions = Readonly<Record<UserAction, (file: number, againAfterMs: number) => void>>

/** Everything a user can do. */
export function createActions(world: World, { calls, files, signIns, clearing, quit }: ActionParts): Actions {
  const { watch, time, plan } = world
  const { call, count, withApp, withUpload } = calls

  const stop = (what: 'pause' | 'cancel', file: number): void =>
    withUpload(file, (app, ids, hear) => {
      const before = count()
      const checkStopped = (views: unknown): void => {
        for (const { id, state } of views as readonly UploadView[]) {
          // Whatever else was asked for meanwhile may have set it going again.
          if (id !== ids[0] || !isActiveState(state.kind) || count() > before + 2) continue
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

  const first = (): UploadId | null => {
    const inOrder = [...watch.uploads.values()].sort((a, b) => a.position - b.position)
    return (inOrder.find(({ id }) => watch.shown.has(id))?.id ?? null) as UploadId | null
  }
  const actions: Actions = {
    'add-again': files.add,
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
      clearing.clearFinished()
      if (againAfterMs % 3 === 0) later(againAfterMs % 12_000, clearing.undo)
      if (againAfterMs % 3 === 1) later(againAfterMs % 12_000, clearing.letBe)
    },
    'choose-file': (file, againAfterMs) => files.choose(file, againAfterMs),
    choose(_file, againAfterMs) {
      const id = signIns.accountOf(againAfterMs % plan.organizations, againAfterMs)
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
      signIns.signOut(againAfterMs % plan.organizations)
      later(againAfterMs, () => actions['sign-in'](file, againAfterMs))
    },
    'sign-in'(_file, againAfterMs) {
      signIns.signIn(againAfterMs % plan.organizations)
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
  return actions
}
