import type { UploadCommands } from './contract/upload-api.ts'
import { commandErrorFor } from './store/storage-failure.ts'

type Command = (argument: unknown) => Promise<unknown>

/**
 * The same commands, but a change that cannot be written rejects with an `UploadError`: a full disk is no bug, whoever
 * of the app meets it, and every host has a sentence to show.
 */
export function sayNotWritten(commands: UploadCommands): UploadCommands {
  const saying =
    (command: Command): Command =>
    async (argument) => {
      try {
        return await command(argument)
      } catch (error) {
        throw commandErrorFor(error)
      }
    }
  // Name for name the same; TypeScript forgets that on the way through the entries.
  return Object.fromEntries(
    Object.entries(commands as unknown as Record<string, Command>).map(([name, command]) => [
      name,
      saying(command),
    ]),
  ) as unknown as UploadCommands
}
