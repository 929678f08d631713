import type { Preferences } from '../app/contract/preferences.ts'
import type { UploadCommands } from '../app/contract/upload-api.ts'
import type { App } from '../app/create-app.ts'
import { createCurrentValue, type CurrentValue } from './current-value.ts'

/** What the user has chosen, for whatever on the desktop goes by it. */
export type CurrentPreferences = CurrentValue<Preferences>

/** Follows what the user chooses from here on. */
export async function followPreferences(source: {
  readonly commands: Pick<UploadCommands, 'preferences'>
  readonly on: App['on']
}): Promise<CurrentPreferences> {
  const current = createCurrentValue(await source.commands.preferences())
  source.on('preferences-changed', (chosen) => current.set(chosen))
  return current
}
