import type { UploadId } from '../app/contract/ids.ts'
import type { UploadCommands } from '../app/contract/upload-api.ts'
import type { UploadProgress, UploadView } from '../app/contract/upload-view.ts'
import type { App } from '../app/create-app.ts'
import type { Clock } from '../app/ports.ts'
import { isUnderway, summarize, type KnownProgress, type UploadsSummary } from './uploads-summary.ts'

/** Where uploads can be followed: the app, or as much of it as that takes. */
export interface UploadSource {
  readonly commands: Pick<UploadCommands, 'list' | 'progress'>
  readonly on: App['on']
}

/** The uploads as they are now, for whatever shows them outside the window. */
export interface CurrentUploads {
  find(id: UploadId): UploadView | undefined
  /** Calls back at once, and after changes, at most four times a second. */
  onChange(tell: (summary: UploadsSummary) => void): void
}

/** How long changes are gathered: ten thousand files added one by one are summed up a few times only. */
const GATHERING_MS = 250

/** Follows the uploads from here on. The fraction stored is about all of them since nothing was underway. */
export async function followUploads(
  source: UploadSource,
  clock: Pick<Clock, 'after'>,
): Promise<CurrentUploads> {
  const uploads = new Map<UploadId, UploadView>()
  const progress = new Map<UploadId, KnownProgress>()
  const underway = new Set<UploadId>()
  const round = new Set<UploadId>()
  const listeners: ((summary: UploadsSummary) => void)[] = []

  const note = (upload: UploadView): void => {
    uploads.set(upload.id, upload)
    if (!isUnderway(upload.state)) return void underway.delete(upload.id)
    if (underway.size === 0) round.clear()
    underway.add(upload.id)
    round.add(upload.id)
  }
  const noteProgress = (known: UploadProgress): void => void progress.set(known.id, known)
  const summary = (): UploadsSummary => {
    const inRound = [...round].map((id) => uploads.get(id)).filter((upload) => upload !== undefined)
    return summarize(uploads.values(), inRound, ({ id }) => progress.get(id))
  }
  const tellSoon = gathered(clock, () => {
    const now = summary()
    for (const tell of listeners) tell(now)
  })

  source.on('uploads-changed', (changed) => {
    changed.forEach(note)
    tellSoon()
  })
  source.on('uploads-removed', (ids) => {
    for (const id of ids) for (const known of [uploads, progress, underway, round]) known.delete(id)
    tellSoon()
  })
  source.on('progress', (changed) => {
    changed.forEach(noteProgress)
    tellSoon()
  })
  for (const upload of await source.commands.list()) note(upload)
  for (const known of await source.commands.progress()) noteProgress(known)

  return {
    find: (id) => uploads.get(id),
    onChange(tell) {
      listeners.push(tell)
      tell(summary())
    },
  }
}

/** Does the work once for all calls within the gathering time, at its end. */
function gathered(clock: Pick<Clock, 'after'>, work: () => void): () => void {
  let isPlanned = false
  return () => {
    if (isPlanned) return
    isPlanned = true
    clock.after(GATHERING_MS, () => {
      isPlanned = false
      work()
    })
  }
}
