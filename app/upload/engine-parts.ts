import type { Accounts } from '../accounts/accounts.ts'
import type { Cleared } from '../contract/cleared.ts'
import type { Log } from '../ports.ts'
import type { ServerClocks } from './deadline.ts'
import type { RunServices } from './run-context.ts'
import type { UploadRoster } from './upload-roster.ts'

/** What the engine works with. */
export interface EngineParts extends RunServices {
  readonly roster: UploadRoster
  readonly accounts: Accounts
  readonly serverClocks: ServerClocks
  readonly log: Log
  /** Hears what can be put back on the list; null: nothing. */
  readonly onCleared: (cleared: Cleared | null) => void
}
