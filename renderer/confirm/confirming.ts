import { stopsForGood } from '../../app/contract/hour.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadsStore } from '../uploads-store.ts'

/** What throws stored bytes away, and so is done only once the user has confirmed it. */
export type DrasticAction = 'cancel' | 'remove' | 'pause'

/** One command, and the uploads it is given. */
export interface Step {
  readonly command: 'cancel' | 'clear' | 'pause'
  readonly ids: readonly UploadId[]
}

/** Such an action, waiting for the user. */
export interface Confirming {
  readonly action: DrasticAction
  /** All it is about. */
  readonly ids: readonly UploadId[]
  /** What is done once it is confirmed. */
  readonly steps: readonly Step[]
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
  const steps = [{ command: 'pause', ids }] as const
  return { action: 'pause', ids, steps, name: nameOf(uploads, lost), lostBytes: storedOf(uploads, lost) }
}

/** Uploads that are given up: some are canceled, others only leave the list. */
export interface GivenUp {
  readonly cancel: readonly UploadId[]
  readonly remove: readonly UploadId[]
}

/**
 * What has to be confirmed before uploads are given up: losing what is stored, and canceling several at once. Null when
 * nothing is lost by it.
 */
export function endToConfirm(uploads: Knowledge, { cancel, remove }: GivenUp): Confirming | null {
  const failed = remove.filter((id) => uploads.view(id)?.state.kind === 'failed')
  const lostBytes = storedOf(uploads, [...cancel, ...failed])
  if (lostBytes === 0 && cancel.length < 2) return null
  const ids = [...cancel, ...remove]
  const action = cancel.length > 0 ? 'cancel' : 'remove'
  return { action, ids, steps: stepsOf({ cancel, remove }), name: nameOf(uploads, ids), lostBytes }
}

/** The commands that give uploads up. */
export const stepsOf = ({ cancel, remove }: GivenUp): readonly Step[] =>
  [{ command: 'cancel', ids: cancel } as const, { command: 'clear', ids: remove } as const].filter(
    ({ ids }) => ids.length > 0,
  )

const storedOf = (uploads: Knowledge, ids: readonly UploadId[]): number =>
  ids.reduce((sum, id) => sum + (uploads.progress(id)?.storedBytes ?? 0), 0)

function nameOf(uploads: Knowledge, ids: readonly UploadId[]): string | null {
  const [id, ...others] = ids
  return id === undefined || others.length > 0 ? null : (uploads.view(id)?.name ?? null)
}
