import type { UploadFailure } from '../app/contract/upload-failure.ts'
import type { UploadView } from '../app/contract/upload-view.ts'

/** What is told to someone who is not looking at the window. */
export interface Announcement {
  readonly title: string
  readonly body: string
}

/** What to tell about uploads that have been completed. */
export function announceCompleted(uploads: readonly UploadView[]): readonly Announcement[] {
  const [first, ...others] = uploads
  if (first === undefined) return []
  if (others.length === 0) return [{ title: 'Your file is in Polar', body: first.name }]
  return [{ title: `${uploads.length} files are in Polar`, body: namesOf(uploads) }]
}

/** What to tell about uploads that have failed; all that need a sign-in make one announcement. */
export function announceFailed(uploads: readonly UploadView[]): readonly Announcement[] {
  const failed = uploads.map((upload) => ({ upload, failure: failureOf(upload) }))
  const locked = failed.find(({ failure }) => failure?.code === 'unauthorized')
  const others = failed.filter(({ failure }) => failure?.code !== 'unauthorized')
  return [
    ...(locked?.failure ? [{ title: 'Please sign in again', body: locked.failure.message }] : []),
    ...announceBroken(others.map(({ upload }) => upload)),
  ]
}

function announceBroken(uploads: readonly UploadView[]): readonly Announcement[] {
  const [first, ...others] = uploads
  if (first === undefined) return []
  if (others.length > 0) {
    return [{ title: `${uploads.length} files could not be uploaded`, body: namesOf(uploads) }]
  }
  return [{ title: `“${first.name}” could not be uploaded`, body: failureOf(first)?.message ?? '' }]
}

const failureOf = ({ state }: UploadView): UploadFailure | null =>
  state.kind === 'failed' ? state.failure : null

const NAMES_SHOWN = 3

function namesOf(uploads: readonly UploadView[]): string {
  const names = uploads.slice(0, NAMES_SHOWN).map(({ name }) => name)
  const rest = uploads.length - names.length
  return rest === 0 ? names.join(', ') : `${names.join(', ')} and ${rest} more`
}
