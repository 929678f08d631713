import type { Preferences } from '../app/contract/preferences.ts'
import type { UploadCommands } from '../app/contract/upload-api.ts'
import type { App } from '../app/create-app.ts'

/** What the user has chosen, for whatever on the desktop goes by it. */
export interface CurrentPreferences {
  get(): Preferences
  /** Calls back at once, and after every change. */
  onChange(tell: (preferences: Preferences) => void): void
}

/** Follows what the user chooses from here on. */
export async function followPreferences(source: {
  readonly commands: Pick<UploadCommands, 'preferences'>
  readonly on: App['on']
}): Promise<CurrentPreferences> {
  const listeners: ((preferences: Preferences) => void)[] = []
  let current = await source.commands.preferences()
  source.on('preferences-changed', (chosen) => {
    current = chosen
    for (const tell of listeners) tell(chosen)
  })
  return {
    get: () => current,
    onChange(tell) {
      listeners.push(tell)
      tell(current)
    },
  }
}
