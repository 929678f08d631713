import { awaitsSignIn } from '../../app/contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'
import { formatPercent } from '../idiom.ts'
import { WORDS } from '../wording.ts'

/** The states worth hearing of; the others pass within moments. */
type Spoken = keyof typeof WORDS.announce.many

interface Remark {
  readonly kind: Spoken | 'stored'
  readonly text: string
}

/** A listener can follow this many remarks about single uploads at once; beyond it, numbers say more. */
const SINGLE_REMARKS = 2

/** Leaves a screen reader the time to finish a sentence. */
const PAUSE_MS = 1500

/** What is said when an upload goes from one state to another; null when it is not worth a word. */
export function remarkOnState(before: UploadView | undefined, after: UploadView): Remark | null {
  const { name, state } = after
  if (!before || before.state.kind === state.kind) return null
  switch (state.kind) {
    case 'failed':
      if (awaitsSignIn(state))
        return { kind: 'waiting', text: WORDS.announce.waiting(name, WORDS.states.signedOut) }
      return { kind: 'failed', text: WORDS.announce.failed(name, state.failure.message) }
    case 'waiting':
      return { kind: 'waiting', text: WORDS.announce.waiting(name, state.failure.message) }
    case 'uploading':
    case 'completed':
    case 'paused':
    case 'canceled':
      return { kind: state.kind, text: WORDS.announce[state.kind](name) }
    // The others pass within moments.
    case 'queued':
    case 'hashing':
    case 'opening':
    case 'completing':
      return null
  }
}

const quarterOf = (storedBytes: number, sizeBytes: number): number =>
  sizeBytes === 0 ? 0 : Math.floor((storedBytes / sizeBytes) * 4)

/** What is said when another quarter of a file is stored; null in between, and at its ends, which are states. */
export function remarkOnProgress(
  upload: UploadView | undefined,
  before: UploadProgress | undefined,
  after: UploadProgress,
): Remark | null {
  if (upload?.state.kind !== 'uploading' || !before) return null
  const quarter = quarterOf(after.storedBytes, upload.sizeBytes)
  if (quarter === quarterOf(before.storedBytes, upload.sizeBytes) || quarter < 1 || quarter > 3) return null
  return { kind: 'stored', text: WORDS.announce.stored(upload.name, formatPercent(quarter / 4)) }
}

/** One announcement of all remarks: word for word when they are few, else in numbers. */
export function announcementOf(remarks: readonly Remark[]): string {
  if (remarks.length <= SINGLE_REMARKS) return remarks.map((remark) => remark.text).join(' ')
  const kinds = Object.keys(WORDS.announce.many) as Spoken[]
  return kinds
    .map((kind) => ({ kind, count: remarks.filter((remark) => remark.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => WORDS.announce.many[kind](count))
    .join(' ')
}

/** Turns what happens into announcements that a screen reader can keep up with. */
export function createAnnouncer(
  after: (delayMs: number, callback: () => void) => void,
  announce: (text: string) => void,
) {
  let remarks: Remark[] = []
  const note = (remark: Remark | null) => {
    if (!remark) return
    remarks.push(remark)
    if (remarks.length > 1) return
    after(PAUSE_MS, () => {
      const text = announcementOf(remarks)
      remarks = []
      if (text !== '') announce(text)
    })
  }
  return {
    stateChanged: (before: UploadView | undefined, now: UploadView) => note(remarkOnState(before, now)),
    progressChanged: (
      upload: UploadView | undefined,
      before: UploadProgress | undefined,
      now: UploadProgress,
    ) => note(remarkOnProgress(upload, before, now)),
  }
}
