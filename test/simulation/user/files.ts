import type { Relocation } from '../../../app/contract/relocation.ts'
import { UploadError } from '../../../app/upload-error.ts'
import { movedPathOf } from '../disk-troubles.ts'
import { isOver } from '../invariants/upload-mirror.ts'
import { pathOf, type World } from '../world.ts'
import type { Calls } from './calls.ts'

/** How the user gives files to the app. */
export interface Files {
  /** Those that were to be added so far, by their place in the plan. */
  readonly added: ReadonlySet<number>
  /** Wants a file to be uploaded from now on. */
  readonly want: (file: number) => void
  readonly add: (file: number) => void
  /** Adds what is wanted and not on the list, unless the user has taken it off. */
  readonly addMissing: () => void
  readonly isMovedAway: (file: number) => boolean
  /** Shows the app where a file is now that it misses; some point at another one. */
  readonly choose: (file: number, againAfterMs: number) => void
}

/** Makes the user's way with the files of a world. */
export function createFiles(world: World, { call, uploadOf, withApp, withUpload }: Calls): Files {
  const { watch, plan } = world
  const added = new Set<number>()

  /** The latest upload of a file, and those that were on their way to the same organization under another name of it. */
  const wanted = (file: number): readonly string[] => {
    const latest = uploadOf(file)
    const others = [...watch.uploads.values()].filter(
      ({ path, organization, state }) =>
        path === latest?.path && organization === latest.organization && !isOver(state),
    )
    return [...new Set([latest?.id ?? 'none yet', ...others.map(({ id }) => id)])]
  }
  const add = (file: number): void => {
    const path = pathOf(world.plan, file)
    const service = world.plan.files[file]?.service ?? 'downloadable'
    withApp((app) => {
      const done = [...wanted(file).map((id) => watch.wish(id)), watch.adding(path)]
      const fulfilled = (): void => done.forEach((say) => say())
      call(`add ${path}`, app.commands.add({ paths: [path], service }), { fulfilled })
    })
  }
  return {
    ...{ added, add },
    want(file) {
      added.add(file)
      add(file)
    },
    addMissing() {
      for (const file of added) if (uploadOf(file) === null && !world.removed.has(file)) add(file)
    },
    isMovedAway(file) {
      const path = pathOf(plan, file)
      return !world.disk.isThere(path) && world.disk.isThere(movedPathOf(path))
    },
    choose(file, againAfterMs) {
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
    },
  }
}
