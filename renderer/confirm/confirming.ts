import { stopsForGood } from '../../app/contract/hour.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadsStore } from '../uploads-store.ts'

/** What throws stored bytes away, and so is done only once the user has confirmed it. */
export type DrasticAction = 'cancel' | 'remove' | 'pause'

/** Such an action, waiting for the user. */
export interface Confirming {
  readonly action: DrasticAction
  readonly ids: readonly UploadId[]
  /** Of the one upload it is about; null for several. */
  readonly name: string | null
  /** Bytes that are stored and would have to be sent again. */
  readonly lostBytes: number
}

type Knowledge = Pick<UploadsStore, 'view' | 'progress'>

/** What has to be confirmed before these uploads are paused, which is the case after their last call; null when nothing. */
export function pauseToConfirm(uploads: Knowledge, ids: readonly UploadId[], now: number): Confirming | null {
  const lost = ids.filter((id) => {
    const [view, progress] = [uploads.view(id), uploads.progress(id)]
    return view !== undefined && progress !== undefined && stopsForGood(view.state, progress, now)
  })
  if (lost.length === 0) return null
  const lostBytes = lost.reduce((sum, id) => sum + (uploads.progress(id)?.storedBytes ?? 0), 0)
  const name = lost.length === 1 ? (uploads.view(lost[0] ?? (ids[0] as UploadId))?.name ?? null) : null
  return { action: 'pause', ids, name, lostBytes }
}

/** What has to be confirmed before an upload is canceled or removed; null when nothing is lost by it. */
export function endToConfirm(
  uploads: Knowledge,
  id: UploadId,
  action: 'cancel' | 'remove',
): Confirming | null {
  const view = uploads.view(id)
  const lostBytes = uploads.progress(id)?.storedBytes ?? 0
  const isLost = lostBytes > 0 && (action === 'cancel' || view?.state.kind === 'failed')
  return view !== undefined && isLost ? { action, ids: [id], name: view.name, lostBytes } : null
}
