import { formatPercent, formatTime } from '../app/contract/format.ts'
import { stopsForGood } from '../app/contract/hour.ts'
import type { UploadProgress, UploadView } from '../app/contract/upload-view.ts'
import { isUnderway } from './uploads-summary.ts'

/** What to say before the app quits amid uploads. */
export interface QuitQuestion {
  readonly message: string
  /** What becomes of each. */
  readonly lines: readonly string[]
  /** Whether stored bytes are lost by it, whatever is done afterwards. */
  readonly isLoss: boolean
}

/** How many uploads are named before the rest is only counted. */
const NAMED = 6

/** An upload with something stored comes before one without: there is something to be known about it. */
type Fate = { readonly rank: 0 | 1 | 2; readonly words: string }

/** What quitting now does to the uploads; null when none is under way. */
export function quitQuestion(
  uploads: readonly UploadView[],
  progress: readonly UploadProgress[],
  now: number,
): QuitQuestion | null {
  const known = new Map(progress.map((one) => [one.id, one]))
  const fates = uploads
    .filter(({ state }) => isUnderway(state))
    .map((upload) => ({ name: upload.name, ...fateOf(upload, known.get(upload.id), now) }))
    .sort((a, b) => a.rank - b.rank)
  if (fates.length === 0) return null
  const isLoss = fates.some(({ rank }) => rank === 0)
  const rest = fates.length - NAMED
  return {
    message: isLoss ? 'Quitting now starts uploads over' : messageFor(fates.length),
    lines: [
      ...fates.slice(0, NAMED).map(({ name, words }) => `“${name}” ${words}`),
      ...(rest > 0 ? [`And ${rest} more, which go on next time.`] : []),
    ],
    isLoss,
  }
}

const messageFor = (count: number): string =>
  count === 1 ? 'Quit while a file is on its way?' : `Quit while ${count} files are on their way?`

function fateOf({ state, sizeBytes }: UploadView, progress: UploadProgress | undefined, now: number): Fate {
  const stored = progress?.storedBytes ?? 0
  if (progress !== undefined && stopsForGood(state, progress, now)) {
    return { rank: 0, words: 'starts over: its hour is nearly over, and what is stored is lost.' }
  }
  if (state.kind === 'completing') return { rank: 1, words: 'is stored, and put together next time.' }
  if (state.kind === 'hashing') return { rank: 2, words: 'is checked again from the beginning next time.' }
  if (stored === 0) return { rank: 2, words: 'starts next time.' }
  const share = formatPercent(sizeBytes === 0 ? 1 : stored / sizeBytes)
  const deadline = progress?.deadline ?? null
  if (deadline === null) return { rank: 1, words: `goes on at ${share} next time, if that is soon enough.` }
  if (now >= deadline.expiresAt) return { rank: 1, words: 'starts over next time: its hour is over.' }
  const time = formatTime(deadline.expiresAt)
  return { rank: 1, words: `goes on at ${share} when you start again before ${time}, and starts over later.` }
}
