import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadProgress } from '../../app/contract/upload-view.ts'

/** How fast bytes left, second by second. */
export interface RateSamples {
  /** Epoch seconds. */
  readonly seconds: readonly number[]
  /** Bytes per second; null where nothing is known. */
  readonly rates: readonly (number | null)[]
}

/** Remembers how fast uploads were while this window was open. */
export interface RateHistory {
  note(all: readonly UploadProgress[]): void
  of(id: UploadId): RateSamples
  forget(ids: readonly UploadId[]): void
}

/** A quarter of an hour of each upload. */
const MOST_SAMPLES = 900
/** Of uploads that came to rest long ago nobody asks. */
const MOST_UPLOADS = 64
/** Where nothing was heard for so long the line is broken. */
const GAP_SECONDS = 5

interface Track {
  readonly seconds: number[]
  readonly rates: (number | null)[]
}

const NOTHING: RateSamples = { seconds: [], rates: [] }

/** Remembers nothing yet. `nowMs` is the wall clock. */
export function createRateHistory(nowMs: () => number): RateHistory {
  const tracks = new Map<UploadId, Track>()

  const push = ({ seconds, rates }: Track, second: number, rate: number | null): void => {
    seconds.push(second)
    rates.push(rate)
    if (seconds.length <= MOST_SAMPLES) return
    seconds.shift()
    rates.shift()
  }
  const note = ({ id, bytesPerSecond }: UploadProgress): void => {
    const second = Math.floor(nowMs() / 1000)
    const known = tracks.get(id)
    if (bytesPerSecond === null && known === undefined) return
    const track = known ?? { seconds: [], rates: [] }
    const last = track.seconds.at(-1) ?? -Infinity
    // Once a second is enough, and a clock that was set back says nothing for a while.
    if (second <= last) return
    if (second - last > GAP_SECONDS && Number.isFinite(last)) push(track, last + 1, null)
    push(track, second, bytesPerSecond)
    // The one that moved last is the last to be forgotten.
    tracks.delete(id)
    tracks.set(id, track)
    const [oldest] = tracks.keys()
    if (tracks.size > MOST_UPLOADS && oldest !== undefined) tracks.delete(oldest)
  }
  return {
    note: (all) => all.forEach(note),
    of: (id) => tracks.get(id) ?? NOTHING,
    forget: (ids) => ids.forEach((id) => tracks.delete(id)),
  }
}
