import SQLite from 'better-sqlite3'
import type { App } from '../../../app/assemble-app.ts'
import type { UploadId } from '../../../app/contract/ids.ts'
import { KeychainError } from '../../../app/ports.ts'
import { UploadError } from '../../../app/upload-error.ts'
import { movedPathOf } from '../disk-troubles.ts'
import type { UploadMirror } from '../invariants/upload-mirror.ts'
import { pathOf, type World } from '../world.ts'

/** What is done when a command is answered; `fulfilled` first, whatever the answer. */
export interface Hearing {
  readonly fulfilled?: () => void
  readonly answer?: (answer: unknown) => void
  readonly refusal?: () => void
  /** Refusals that are no mistake. */
  readonly mayRefuse?: (error: unknown) => boolean
}

/** How the user commands the app, whenever it is running. */
export interface Calls {
  /** Follows a command to its end: what may go wrong with it is known. */
  readonly call: (what: string, promise: Promise<unknown>, hear?: Hearing) => void
  /** How many commands there were. */
  readonly count: () => number
  /** The app is to end: what is underway may be refused. */
  readonly quits: (isQuitting: boolean) => void
  readonly withApp: (act: (app: App) => void) => void
  readonly uploadOf: (file: number) => UploadMirror | null
  /** With the upload of a file, if there is one; that something is wanted of it is noted. */
  readonly withUpload: (
    file: number,
    act: (app: App, ids: readonly UploadId[], hear: Hearing) => void,
  ) => void
}

/** Makes the way to the app of a world. */
export function createCalls(world: World): Calls {
  const { watch } = world
  let isQuitting = false
  let count = 0

  const withApp = (act: (app: App) => void): void => {
    const process = world.process()
    if (process !== null) act(process.app)
  }
  const uploadOf = (file: number): UploadMirror | null => {
    const path = pathOf(world.plan, file)
    const paths = [path, movedPathOf(path)]
    return [...watch.uploads.values()].findLast((upload) => paths.includes(upload.path)) ?? null
  }
  return {
    ...{ withApp, uploadOf },
    count: () => count,
    quits: (quits) => void (isQuitting = quits),
    call(what, promise, hear = {}) {
      const process = world.process()
      count += 1
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
    },
    withUpload(file, act) {
      const upload = uploadOf(file)
      if (upload === null) return
      withApp((app) => act(app, [upload.id as UploadId], { fulfilled: watch.wish(upload.id) }))
    },
  }
}

const isSimulated = (error: unknown): boolean =>
  error instanceof KeychainError ||
  (error instanceof UploadError && error.code === 'storage-full') ||
  (error instanceof SQLite.SqliteError && error.message === 'simulated')
