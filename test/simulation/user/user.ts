import type { ListedAccount } from '../../../app/contract/account-view.ts'
import type { UploadId } from '../../../app/contract/ids.ts'
import type { UserAction } from '../life-plan.ts'
import type { VirtualProcess } from '../virtual-process.ts'
import type { World } from '../world.ts'
import { createActions } from './actions.ts'
import { createCalls } from './calls.ts'
import { createClearing } from './clearing.ts'
import { createFiles } from './files.ts'
import { createSignIns } from './sign-ins.ts'

/** The person in front of the computer: adds files, clicks about, and answers when asked to. */
export interface User {
  /** Meets the app that has just started. */
  meet(process: VirtualProcess): void
  add(file: number): void
  act(action: UserAction, file: number, againAfterMs: number): void
  /** Signs in with the latest token of an organization, whichever account that makes. */
  signInAnew(organization: number): void
  /** Does what a sensible person does about whatever rests unfinished: signs in, retries, resumes. */
  setRight(): void
  /** Quits the app; `done` hears when it has ended. */
  quit(done: () => void): void
}

/** Makes the user of a world, with its tokens. */
export function createUser(world: World): User {
  const { watch } = world
  const calls = createCalls(world)
  const { call, withApp, uploadOf } = calls
  const signIns = createSignIns(world, calls)
  const files = createFiles(world, calls)
  const clearing = createClearing(world, calls, files.added)

  const quit = (done: () => void): void => {
    const process = world.process()
    if (process === null) return
    calls.quits(true)
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
  const actions = createActions(world, { calls, files, signIns, clearing, quit })

  return {
    add: files.want,
    act: (action, file, againAfterMs) => actions[action](file, againAfterMs),
    signInAnew: signIns.signIn,
    quit,
    meet({ app }) {
      calls.quits(false)
      signIns.startAnew()
      app.on('accounts-changed', (accounts) => signIns.accountsChanged(accounts))
      call('start', app.start(), { answer: signIns.lookAfterAccounts, refusal: signIns.lookLater })
      const answer = (accounts: unknown): void => {
        watch.accountsShown(accounts as readonly ListedAccount[])
        files.addMissing()
      }
      call('which accounts', app.commands.accounts(), { answer })
    },
    setRight() {
      signIns.wantAll()
      signIns.startAnew()
      files.addMissing()
      signIns.lookAfterAccounts()
      for (const [id, state] of watch.shown) {
        if (state !== 'paused' && state !== 'failed') continue
        const hear = { fulfilled: watch.wish(id) }
        const ids = [id as UploadId]
        if (state === 'paused') withApp(({ commands }) => call(`resume ${id}`, commands.resume(ids), hear))
        const isMissing = watch.uploads.get(id)?.failureCode === 'file-missing'
        const moved = [...files.added].find((file) => files.isMovedAway(file) && uploadOf(file)?.id === id)
        if (state === 'failed' && isMissing && moved !== undefined) {
          files.choose(moved, 0)
          continue
        }
        if (state === 'failed') withApp(({ commands }) => call(`retry ${id}`, commands.retry(ids), hear))
      }
    },
  }
}
