import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadState, UploadStateKind } from '../../app/contract/upload-state.ts'
import { canPause, type UploadProgress, type UploadView } from '../../app/contract/upload-view.ts'

/** Every upload falls into one of these. */
export type Group = 'active' | 'waiting' | 'paused' | 'failed' | 'completed' | 'canceled'

/** All uploads in a few numbers. */
export interface Summary {
  readonly counts: Readonly<Record<Group, number>>
  /** Bytes S3 has yet to acknowledge, of all uploads that go on by themselves. */
  readonly remainingBytes: number
  /** How fast bytes leave for all uploads together; null while none has a rate that means something. */
  readonly bytesPerSecond: number | null
  /** Parts of all of them that are on their way to S3. */
  readonly partsInFlight: number
  /** All that remains at that rate; null while there is none. */
  readonly secondsLeft: number | null
  readonly canPauseAny: boolean
}

const GROUP_OF: Readonly<Record<UploadStateKind, Group>> = {
  queued: 'waiting',
  waiting: 'waiting',
  hashing: 'active',
  opening: 'active',
  uploading: 'active',
  completing: 'active',
  paused: 'paused',
  failed: 'failed',
  completed: 'completed',
  canceled: 'canceled',
}

/** The group an upload in this state belongs to. */
export const groupOf = (state: UploadState): Group => GROUP_OF[state.kind]

/** Adds up all uploads. The rate counts what leaves this computer, so reading for checksums is not in it. */
export function summarize(
  uploads: Iterable<UploadView>,
  progressOf: (id: UploadId) => UploadProgress | undefined,
): Summary {
  const counts = { active: 0, waiting: 0, paused: 0, failed: 0, completed: 0, canceled: 0 }
  let remainingBytes = 0
  let rate = 0
  let partsInFlight = 0
  for (const { id, state, sizeBytes } of uploads) {
    counts[groupOf(state)] += 1
    const progress = progressOf(id)
    if (canPause(state)) remainingBytes += Math.max(0, sizeBytes - (progress?.storedBytes ?? 0))
    if (state.kind !== 'uploading' || progress === undefined) continue
    rate += progress.bytesPerSecond ?? 0
    partsInFlight += progress.partsInFlight
  }
  const bytesPerSecond = rate > 0 ? rate : null
  return {
    counts,
    remainingBytes,
    bytesPerSecond,
    partsInFlight,
    secondsLeft: bytesPerSecond === null ? null : remainingBytes / bytesPerSecond,
    canPauseAny: counts.active + counts.waiting > 0,
  }
}
