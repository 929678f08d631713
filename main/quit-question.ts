import { stopsForGood } from '../app/contract/hour.ts'
import type { UploadProgress, UploadView } from '../app/contract/upload-view.ts'
import type { HostLanguage } from './host-language.ts'
import type { DesktopWording } from './wording.ts'
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

/** In the order they are named: there is something to be known about an upload with something stored. */
const FATES = ['lost', 'starts-over', 'resumes', 'starts'] as const

/** What becomes of an upload; `lost` is what is stored of it by quitting now, whatever is done afterwards. */
interface Fate {
  readonly kind: (typeof FATES)[number]
  readonly words: string
}

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
    .sort((a, b) => FATES.indexOf(a.kind) - FATES.indexOf(b.kind))
  if (fates.length === 0) return null
  const lostCount = fates.filter(({ kind }) => kind === 'lost').length
  return {
    message: lostCount > 0 ? words.loss(lostCount) : words.message(fates.length),
    lines: [
      ...fates.slice(0, NAMED).map((fate) => words.fate(fate.name, fate.words)),
      ...linesOfRest(fates.slice(NAMED), words.more),
    ],
    isLoss: lostCount > 0,
  }
}

/** How many of those that are not named have which fate. */
function linesOfRest(rest: readonly Fate[], words: DesktopWording['quit']['more']): readonly string[] {
  const countOf = (...kinds: readonly Fate['kind'][]): number =>
    rest.filter(({ kind }) => kinds.includes(kind)).length
  const counts = {
    'starts-over': countOf('lost', 'starts-over'),
    resumes: countOf('resumes'),
    starts: countOf('starts'),
  }
  return (['starts-over', 'resumes', 'starts'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => words[kind](counts[kind]))
}

function fateOf(
  { state, sizeBytes }: UploadView,
  progress: UploadProgress | undefined,
  now: number,
  { idiom, words: { quit: words } }: HostLanguage,
): Fate {
  const stored = progress?.storedBytes ?? 0
  if (progress !== undefined && stopsForGood(state, progress, now))
    return { kind: 'lost', words: words.startsOver }
  if (state.kind === 'completing') return { kind: 'resumes', words: words.putTogether }
  const isChecking = state.kind === 'hashing' && (progress?.hashedBytes ?? 0) < sizeBytes
  if (isChecking) return { kind: 'starts', words: words.checkedAgain }
  if (stored === 0) return { kind: 'starts', words: words.starts }
  const share = idiom.formatPercent(sizeBytes === 0 ? 1 : stored / sizeBytes)
  const deadline = progress?.deadline ?? null
  if (deadline === null) return { kind: 'resumes', words: words.goesOn(share) }
  if (now >= deadline.expiresAt) return { kind: 'starts-over', words: words.startsOverNext }
  return { kind: 'resumes', words: words.goesOnBefore(share, idiom.formatTime(deadline.expiresAt)) }
}
