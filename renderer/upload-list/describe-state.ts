import type { AccountView } from '../../app/contract/account-view.ts'
import { awaitsSignIn, type UploadState } from '../../app/contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'
import {
  formatBytes,
  formatCountdown,
  formatDuration,
  formatPercent,
  formatRate,
  formatWhen,
  IDIOM,
} from '../idiom.ts'
import { forecastOf, hourFacts } from '../../app/contract/hour.ts'
import { reasonAlone } from '../reason-alone.ts'
import { WORDS } from '../wording.ts'

const words = WORDS.states

/** How a state is meant, for colours and icons. */
export type Tone = 'idle' | 'busy' | 'good' | 'warning' | 'bad'

/** A bar of one kind of bytes: those read for checksums, or those S3 has acknowledged. Never both. */
export interface Bar {
  readonly kind: 'checking' | 'stored'
  /** From 0 to 1; 1 only when it is all. */
  readonly fraction: number
  /** How much more is on its way: shown so that one sees it move, and paler, as it may have to be sent again. */
  readonly onItsWay?: number
  /** What a screen reader says. */
  readonly text: string
}

/** What a row says about its upload. */
export interface StateDescription {
  readonly phrase: string
  /** Numbers that mean something now, most important first. */
  readonly facts: readonly string[]
  readonly tone: Tone
  readonly bar: Bar | null
}

/** What there is to know when a state is put into words. */
export interface StateContext {
  readonly progress: UploadProgress | undefined
  readonly account: AccountView | null
  /** Epoch milliseconds; countdowns and the end of the hour go by it. */
  readonly now: number
  /** The local midnight that today began at: of what came to Polar before, the date is said. */
  readonly today: number
}

/** Less than a hundredth of a bar does not catch the eye. */
const LEAST_SHARE_SEEN = 0.01

const fractionOf = (bytes: number, sizeBytes: number): number =>
  sizeBytes === 0 ? 0 : Math.min(1, bytes / sizeBytes)

const amount = (bytes: number, sizeBytes: number): string =>
  words.amount(formatBytes(bytes), formatBytes(sizeBytes))

function storedBar({ sizeBytes }: UploadView, storedBytes: number): Bar {
  const fraction = fractionOf(storedBytes, sizeBytes)
  return {
    kind: 'stored',
    fraction,
    text: words.storedShare(formatPercent(fraction), amount(storedBytes, sizeBytes)),
  }
}

/** The bar of an upload that stands still: what is stored is worth showing, an empty bar is not. */
const restingBar = (upload: UploadView, storedBytes: number): Bar | null =>
  storedBytes > 0 ? storedBar(upload, storedBytes) : null

const storedFact = ({ sizeBytes }: UploadView, storedBytes: number): readonly string[] =>
  storedBytes > 0 ? [words.stored(amount(storedBytes, sizeBytes))] : []

function speedFacts(progress: UploadProgress | undefined): readonly string[] {
  const facts: string[] = []
  const { bytesPerSecond = null, secondsLeft = null } = progress ?? {}
  if (bytesPerSecond !== null && bytesPerSecond > 0) facts.push(formatRate(bytesPerSecond))
  const left = secondsLeft === null ? null : formatDuration(secondsLeft)
  if (left !== null) facts.push(words.left(left))
  return facts
}

/** What the hour that Polar gives an upload means for it, and that there is nothing new in it, if that is so. */
function worthKnowing(upload: UploadView, { progress, now }: StateContext): readonly string[] {
  const { deadline = null, storedBytes = 0 } = progress ?? {}
  const same = upload.sameAs === null ? [] : [words.sameAs(upload.sameAs)]
  return [...hourFacts(upload, { deadline, storedBytes }, now, IDIOM), ...same]
}

/** How long it will take, once it has its turn. */
function forecastFacts({ progress }: StateContext): readonly string[] {
  const forecast = progress === undefined ? null : forecastOf(progress, IDIOM)
  return forecast === null ? [] : [forecast]
}

/** What an upload waits for that is ready but may not start. */
function turnPhrase({ accountId, state }: UploadView, account: AccountView | null): string {
  if (account?.kind === 'signed-out') return accountId === null ? words.notSignedIn : words.signedOut
  if (account && accountId !== null && accountId !== account.id) return words.signedOut
  return state.kind === 'hashing' ? words.checked : words.queued
}

function describeHashing(upload: UploadView, context: StateContext): StateDescription {
  const { progress, account } = context
  const hashedBytes = progress?.hashedBytes ?? 0
  const { sizeBytes } = upload
  if (progress && hashedBytes >= sizeBytes) {
    return {
      phrase: turnPhrase(upload, account),
      facts: [...forecastFacts(context), ...worthKnowing(upload, context)],
      tone: 'idle',
      bar: restingBar(upload, progress.storedBytes),
    }
  }
  const fraction = fractionOf(hashedBytes, sizeBytes)
  const text = words.checkedShare(formatPercent(fraction), amount(hashedBytes, sizeBytes))
  return {
    phrase: words.checking,
    facts: [amount(hashedBytes, sizeBytes), ...speedFacts(progress)],
    tone: 'busy',
    bar: { kind: 'checking', fraction, text },
  }
}

/** What is on its way is said as soon as it can be seen in the bar, so that the two never seem to disagree. */
function describeUploading(upload: UploadView, context: StateContext): StateDescription {
  const { storedBytes = 0, inFlightBytes = 0 } = context.progress ?? {}
  const onItsWay = fractionOf(inFlightBytes, upload.sizeBytes)
  const facts = [
    amount(storedBytes, upload.sizeBytes),
    ...(onItsWay >= LEAST_SHARE_SEEN ? [words.onItsWay(formatBytes(inFlightBytes))] : []),
    ...speedFacts(context.progress),
    ...worthKnowing(upload, context),
  ]
  return {
    phrase: words.uploading,
    facts,
    tone: 'busy',
    bar: { ...storedBar(upload, storedBytes), onItsWay },
  }
}

/** Nothing has failed and no time is known: it is only the network that is waited for. */
function describeOffline(upload: UploadView, progress: UploadProgress | undefined): StateDescription {
  const storedBytes = progress?.storedBytes ?? 0
  return {
    phrase: words.offline,
    facts: storedFact(upload, storedBytes),
    tone: 'idle',
    bar: restingBar(upload, storedBytes),
  }
}

function describeWaiting(
  upload: UploadView,
  state: Extract<UploadState, { kind: 'waiting' }>,
  context: StateContext,
): StateDescription {
  const { progress, account, now } = context
  if (state.failure.code === 'network' && account?.kind === 'signed-in' && account.offlineReason !== null)
    return describeOffline(upload, progress)
  const countdown = formatCountdown(state.retryAt, now)
  const next = countdown === null ? words.tryingNow : words.tryingIn(countdown)
  const storedBytes = progress?.storedBytes ?? 0
  return {
    phrase: reasonAlone(state.failure.message),
    facts: [next, ...worthKnowing(upload, context)],
    tone: 'warning',
    bar: restingBar(upload, storedBytes),
  }
}

/** What failed. A token that is accepted no more has failed nothing: all uploads of its account wait, and say so alike. */
function describeFailed(
  { failure }: Extract<UploadState, { kind: 'failed' }>,
  isLocked: boolean,
): Pick<StateDescription, 'phrase' | 'tone'> {
  if (!isLocked) return { phrase: failure.message, tone: 'bad' }
  return { phrase: failure.code === 'unauthorized' ? words.signedOut : failure.message, tone: 'warning' }
}

/** What a row says about its upload, whatever its state. */
export function describeState(upload: UploadView, context: StateContext): StateDescription {
  const { state } = upload
  const storedBytes = context.progress?.storedBytes ?? 0
  const bar = storedBar(upload, storedBytes)
  const resting = restingBar(upload, storedBytes)
  const stored = storedFact(upload, storedBytes)
  switch (state.kind) {
    case 'queued':
      return {
        phrase: turnPhrase(upload, context.account),
        facts: [...stored, ...forecastFacts(context), ...worthKnowing(upload, context)],
        tone: 'idle',
        bar: resting,
      }
    case 'hashing':
      return describeHashing(upload, context)
    case 'opening':
      return { phrase: words.opening, facts: [], tone: 'busy', bar }
    case 'uploading':
      return describeUploading(upload, context)
    case 'completing':
      return { phrase: words.completing, facts: [words.puttingTogether], tone: 'busy', bar }
    case 'waiting':
      return describeWaiting(upload, state, context)
    case 'paused':
      return {
        phrase: words.paused,
        facts: [...stored, ...worthKnowing(upload, context)],
        tone: 'idle',
        bar: resting,
      }
    case 'failed':
      return { ...describeFailed(state, awaitsSignIn(state)), facts: stored, bar: resting }
    case 'completed':
      return {
        phrase: words.completed,
        facts: [formatWhen(state.completedAt, context.today)],
        tone: 'good',
        bar: null,
      }
    case 'canceled':
      return { phrase: words.canceled, facts: [], tone: 'idle', bar: null }
  }
}
