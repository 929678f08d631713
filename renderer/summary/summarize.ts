import type { UploadId } from '../../app/contract/ids.ts'
import { awaitsSignIn, type UploadState, type UploadStateKind } from '../../app/contract/upload-state.ts'
import { canPause, type UploadProgress, type UploadView } from '../../app/contract/upload-view.ts'

/** Every upload falls into one of these. */
export type Group = 'active' | 'waiting' | 'locked' | 'paused' | 'failed' | 'completed' | 'canceled'

const NONE: Readonly<Record<Group, number>> = {
  active: 0,
  waiting: 0,
  locked: 0,
  paused: 0,
  failed: 0,
  completed: 0,
  canceled: 0,
}

/** All uploads in a few numbers. */
export interface Summary {
  readonly counts: Readonly<Record<Group, number>>
  /** Bytes S3 has yet to acknowledge, of all uploads that go on by themselves. */
  readonly remainingBytes: number
  /** How fast bytes leave for all uploads together; null while none has a rate that means something. */
  readonly bytesPerSecond: number | null
  /** Parts of all of them that are on their way to S3. */
  readonly partsInFlight: number
  /** All that has yet to leave, at that rate; null while there is none. */
  readonly secondsLeft: number | null
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

/** The group an upload in this state belongs to. What only needs a sign-in has not failed: it is locked until then. */
export const groupOf = (state: UploadState): Group => (awaitsSignIn(state) ? 'locked' : GROUP_OF[state.kind])

/** The sums of uploads that change one by one; what all others come to is not added up again. */
export interface Sums {
  /** Takes an upload as it is now in place of what it was; without a view it is gone. */
  readonly take: (id: UploadId, view: UploadView | undefined, progress: UploadProgress | undefined) => void
  /** Its `counts` are the same object until one of them changes. */
  readonly summary: () => Summary
}

/** What one upload adds to the sums. */
interface Share {
  readonly group: Group
  readonly remainingBytes: number
  /** As far as it is uploading; reading for checksums has a rate, too, and that is not in the sum. */
  readonly uploading: UploadProgress | null
}

function shareOf({ state, sizeBytes }: UploadView, progress: UploadProgress | undefined): Share {
  return {
    group: groupOf(state),
    remainingBytes: canPause(state) ? Math.max(0, sizeBytes - (progress?.storedBytes ?? 0)) : 0,
    uploading: state.kind === 'uploading' ? (progress ?? null) : null,
  }
}

/** Sums of no uploads yet. */
export function createSums(): Sums {
  const shares = new Map<UploadId, Share>()
  // Few at a time, and their rates are fractions: added up anew, no trace of past ones stays in the sum.
  const uploading = new Map<UploadId, UploadProgress>()
  let counts: Readonly<Record<Group, number>> = NONE
  let remainingBytes = 0
  const count = (group: Group, more: number): void => {
    counts = { ...counts, [group]: counts[group] + more }
  }
  return {
    take(id, view, progress) {
      const before = shares.get(id)
      const share = view === undefined ? null : shareOf(view, progress)
      if (share === null) shares.delete(id)
      else shares.set(id, share)
      if (share?.uploading) uploading.set(id, share.uploading)
      else uploading.delete(id)
      remainingBytes += (share?.remainingBytes ?? 0) - (before?.remainingBytes ?? 0)
      if (share?.group === before?.group) return
      if (before !== undefined) count(before.group, -1)
      if (share !== null) count(share.group, 1)
    },
    summary() {
      const all = [...uploading.values()]
      const rate = all.reduce((sum, progress) => sum + (progress.bytesPerSecond ?? 0), 0)
      const bytesPerSecond = rate > 0 ? rate : null
      const inFlightBytes = all.reduce((sum, progress) => sum + progress.inFlightBytes, 0)
      return {
        ...{ counts, remainingBytes, bytesPerSecond },
        partsInFlight: all.reduce((sum, progress) => sum + progress.partsInFlight, 0),
        secondsLeft: bytesPerSecond === null ? null : (remainingBytes - inFlightBytes) / bytesPerSecond,
      }
    },
  }
}
