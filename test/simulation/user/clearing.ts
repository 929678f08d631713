import type { UploadId } from '../../../app/contract/ids.ts'
import type { UploadView } from '../../../app/contract/upload-view.ts'
import { UNDO_WITHIN_MS } from '../../../app/upload/cleared-uploads.ts'
import { movedPathOf } from '../disk-troubles.ts'
import { isOver } from '../invariants/upload-mirror.ts'
import type { VirtualProcess } from '../virtual-process.ts'
import { pathOf, type World } from '../world.ts'
import type { Calls } from './calls.ts'

/** How the user clears the list of what is over, and undoes that or lets it be. */
export interface Clearing {
  readonly clearFinished: () => void
  readonly undo: () => void
  readonly letBe: () => void
}

/** What the user has taken off the list, and until when that can be undone. */
interface ClearedByUser {
  readonly process: VirtualProcess | null
  readonly ids: readonly UploadId[]
  readonly untilMs: number
}

/** A clock that counts in whole milliseconds, and a command on its way, may be that late. */
const PLAY_MS = 100

/** Makes it, for the files the user has added. */
export function createClearing(world: World, { call, withApp }: Calls, added: ReadonlySet<number>): Clearing {
  const { watch, time, plan } = world
  let cleared: ClearedByUser | null = null
  return {
    clearFinished() {
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
    },
    undo() {
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
    },
    letBe() {
      cleared = null
      withApp((app) => call('settle', app.commands.settleClear()))
    },
  }
}
