import { powerSaveBlocker } from 'electron'
import type { CurrentPreferences } from './current-preferences.ts'
import type { CurrentUploads } from './current-uploads.ts'

/** Keeps the computer from falling asleep while an upload is at work, if the user wants it; the screen may go dark. */
export function keepAwakeWhileBusy(uploads: CurrentUploads, preferences: CurrentPreferences): void {
  let blocker: number | null = null
  let isBusy = false
  const look = (): void => {
    const isWanted = isBusy && preferences.get().keepAwake
    if (isWanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!isWanted && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
  preferences.onChange(look)
  uploads.onChange(({ activeCount }) => {
    isBusy = activeCount > 0
    look()
  })
}
