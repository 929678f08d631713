import type { App } from '../../app/create-app.ts'
import { keptUntil, lostBytes, resumeBefore, stopsForGood } from '../../app/contract/hour.ts'
import { COMMAND_LINE_IDIOM } from '../../app/contract/idiom.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'

interface Standing {
  readonly upload: UploadView
  readonly progress: UploadProgress
}

async function standings({ commands }: App): Promise<readonly Standing[]> {
  const progress = new Map((await commands.progress()).map((one) => [one.id, one]))
  return (await commands.list()).flatMap((upload) => {
    const known = progress.get(upload.id)
    return known === undefined ? [] : [{ upload, progress: known }]
  })
}

/** What to say before uploads are stopped that would have to start over; null when none would. */
export async function warningBeforeStop(app: App, now: number): Promise<string | null> {
  const lost = (await standings(app)).filter(({ upload, progress }) =>
    stopsForGood(upload.state, progress, now),
  )
  if (lost.length === 0) return null
  const bytes = lostBytes(
    lost.map(({ progress }) => progress),
    COMMAND_LINE_IDIOM,
  )
  return `Polar’s one-hour upload window is nearly over: if you stop now, ${bytes} already stored must be sent again. Press Ctrl-C again to stop anyway.`
}

/** What to say once uploads are stopped: until when they must go on to keep what is stored. Null when nothing is. */
export async function adviceAfterStop(app: App, now: number): Promise<string | null> {
  const kept = (await standings(app))
    // It is stopping at this moment; what matters is how it stands then.
    .map(({ upload, progress }) => keptUntil({ ...upload, state: { kind: 'paused' } }, progress, now))
    .filter((one) => one !== null)
    .toSorted((a, b) => a.expiresAt - b.expiresAt)
  const [first] = kept
  return first === undefined ? null : `${capitalized(resumeBefore(first, COMMAND_LINE_IDIOM))}.`
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
