import type { UploadId } from '../app/contract/ids.ts'
import type { UploadView } from '../app/contract/upload-view.ts'
import type { Clock } from '../app/ports.ts'
import { announceCompleted, announceFailed, type Announcement } from './announcements.ts'
import type { UploadSource } from './current-uploads.ts'
import type { CurrentLanguage } from './host-language.ts'
import { isUnderway } from './uploads-summary.ts'

/** How long failures are gathered before they are told: one cause often fails many. */
const GATHERING_MS = 5_000

/** Completed uploads are told once no other has been completed for so long: small files come one after the other. */
const QUIET_MS = 30_000

/**
 * Tells what becomes of uploads, few words for many: completed ones when nothing is underway any more or the
 * rest takes its time, failed ones soon, because they wait for the user. What has ended before is not told again.
 */
export async function watchOutcomes(
  source: UploadSource,
  clock: Pick<Clock, 'after'>,
  tell: (announcement: Announcement) => void,
  language: Pick<CurrentLanguage, 'get'>,
): Promise<void> {
  const underway = new Set<UploadId>()
  const completed: UploadView[] = []
  const failed: UploadView[] = []

  let callOff = (): void => undefined

  const tellCompleted = (): void => {
    callOff()
    announceCompleted(completed.splice(0), language.get()).forEach(tell)
  }
  const tellFailed = (): void => announceFailed(failed.splice(0), language.get()).forEach(tell)
  const note = (upload: UploadView): void => {
    if (isUnderway(upload.state)) return void underway.add(upload.id)
    const hasJustEnded = underway.delete(upload.id)
    if (hasJustEnded && upload.state.kind === 'completed') {
      completed.push(upload)
      callOff()
      callOff = clock.after(QUIET_MS, tellCompleted)
    }
    if (hasJustEnded && upload.state.kind === 'failed') {
      failed.push(upload)
      if (failed.length === 1) clock.after(GATHERING_MS, tellFailed)
    }
  }

  source.on('uploads-changed', (changed) => {
    changed.forEach(note)
    if (underway.size === 0) tellCompleted()
  })
  source.on('uploads-removed', (ids) => {
    for (const id of ids) underway.delete(id)
    if (underway.size === 0) tellCompleted()
  })
  for (const upload of await source.commands.list()) note(upload)
}
