import { stopsForGood } from '../app/contract/hour.ts'
import type { UploadProgress, UploadView } from '../app/contract/upload-view.ts'
import type { HostLanguage } from './host-language.ts'
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
  language: HostLanguage,
): QuitQuestion | null {
  const words = language.words.quit
  const known = new Map(progress.map((one) => [one.id, one]))
  const fates = uploads
    .filter(({ state }) => isUnderway(state))
    .map((upload) => ({ name: upload.name, ...fateOf(upload, known.get(upload.id), now, language) }))
    .sort((a, b) => a.rank - b.rank)
  if (fates.length === 0) return null
  const isLoss = fates.some(({ rank }) => rank === 0)
  const rest = fates.length - NAMED
  return {
    message: isLoss ? words.loss : words.message(fates.length),
    lines: [
      ...fates.slice(0, NAMED).map((fate) => words.fate(fate.name, fate.words)),
      ...(rest > 0 ? [words.more(rest)] : []),
    ],
    isLoss,
  }
}

function fateOf(
  { state, sizeBytes }: UploadView,
  progress: UploadProgress | undefined,
  now: number,
  { idiom, words: { quit: words } }: HostLanguage,
): Fate {
  const stored = progress?.storedBytes ?? 0
  if (progress !== undefined && stopsForGood(state, progress, now))
    return { rank: 0, words: words.startsOver }
  if (state.kind === 'completing') return { rank: 1, words: words.putTogether }
  if (state.kind === 'hashing') return { rank: 2, words: words.checkedAgain }
  if (stored === 0) return { rank: 2, words: words.starts }
  const share = idiom.formatPercent(sizeBytes === 0 ? 1 : stored / sizeBytes)
  const deadline = progress?.deadline ?? null
  if (deadline === null) return { rank: 1, words: words.goesOn(share) }
  if (now >= deadline.expiresAt) return { rank: 1, words: words.startsOverNext }
  return { rank: 1, words: words.goesOnBefore(share, idiom.formatTime(deadline.expiresAt)) }
}
