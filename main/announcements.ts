import type { UploadId } from '../app/contract/ids.ts'
import { RECOVERY, type UploadFailure } from '../app/contract/upload-failure.ts'
import type { UploadView } from '../app/contract/upload-view.ts'
import type { HostLanguage } from './host-language.ts'

/** What is told to someone who is not looking at the window. */
export interface Announcement {
  /** What it is about; each can be switched off. */
  readonly kind: 'completed' | 'failed' | 'needs-you'
  readonly title: string
  readonly body: string
  /** The upload it leads to: the first of those it is about. */
  readonly id: UploadId
}

/** What to tell about uploads that have been completed. */
export function announceCompleted(
  uploads: readonly UploadView[],
  { words: { announcements: words } }: HostLanguage,
): readonly Announcement[] {
  const [first, ...others] = uploads
  if (first === undefined) return []
  const about = { kind: 'completed', id: first.id } as const
  if (others.length === 0) return [{ ...about, title: words.completed, body: first.name }]
  return [{ ...about, title: words.severalCompleted(uploads.length), body: namesOf(uploads, words) }]
}

/**
 * What to tell about uploads that have failed: those that go on once the user does something, all that need a sign-in
 * together, and those of which nothing can be made.
 */
export function announceFailed(
  uploads: readonly UploadView[],
  language: HostLanguage,
): readonly Announcement[] {
  const failed = uploads
    .map((upload) => ({ upload, failure: failureOf(upload) }))
    .filter((one): one is Failed => one.failure !== null)
  const locked = failed.filter(({ failure }) => failure.code === 'unauthorized')
  const others = failed.filter(({ failure }) => failure.code !== 'unauthorized')
  const isForTheUser = ({ failure }: Failed): boolean => RECOVERY[failure.code] === 'ask-user'
  return [
    ...announceLocked(locked, language),
    ...announceOne('needs-you', others.filter(isForTheUser), language),
    ...announceOne(
      'failed',
      others.filter((one) => !isForTheUser(one)),
      language,
    ),
  ]
}

interface Failed {
  readonly upload: UploadView
  readonly failure: UploadFailure
}

function announceLocked(
  [first]: readonly Failed[],
  { words, translate }: HostLanguage,
): readonly Announcement[] {
  if (first === undefined) return []
  const { upload, failure } = first
  return [
    { kind: 'needs-you', id: upload.id, title: words.announcements.signIn, body: translate(failure.message) },
  ]
}

const TITLES = {
  'needs-you': { one: 'needsYou', several: 'severalNeedYou' },
  failed: { one: 'failed', several: 'severalFailed' },
} as const

function announceOne(
  kind: keyof typeof TITLES,
  failed: readonly Failed[],
  language: HostLanguage,
): readonly Announcement[] {
  const [first, ...others] = failed
  if (first === undefined) return []
  const { upload, failure } = first
  const words = language.words.announcements
  const titles = TITLES[kind]
  if (others.length === 0) {
    return [
      {
        kind,
        id: upload.id,
        title: words[titles.one](upload.name),
        body: language.translate(failure.message),
      },
    ]
  }
  const names = namesOf(
    failed.map((one) => one.upload),
    words,
  )
  return [{ kind, id: upload.id, title: words[titles.several](failed.length), body: names }]
}

const failureOf = ({ state }: UploadView): UploadFailure | null =>
  state.kind === 'failed' ? state.failure : null

const NAMES_SHOWN = 3

function namesOf(uploads: readonly UploadView[], words: HostLanguage['words']['announcements']): string {
  const names = uploads.slice(0, NAMES_SHOWN).map(({ name }) => name)
  const rest = uploads.length - names.length
  return rest === 0 ? names.join(', ') : words.andMore(names.join(', '), rest)
}
