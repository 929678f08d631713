import { powerSaveBlocker } from 'electron'
import type { CurrentUploads } from './current-uploads.ts'

/** Keeps the computer from falling asleep while an upload is at work; the screen may go dark. */
export function keepAwakeWhileBusy(uploads: CurrentUploads): void {
  let blocker: number | null = null
  uploads.onChange(({ uploadingCount, checkingCount }) => {
    const isBusy = uploadingCount + checkingCount > 0
    if (isBusy && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!isBusy && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  })
}
