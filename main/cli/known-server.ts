import { serverUrlOf, unknownServer } from '../../app/polar/server-url.ts'
import { UsageError, type Command } from './arguments.ts'

/** Throws `UsageError` when the server that a command, or else the environment, names is none. */
export function refuseUnknownServer(
  command: Command,
  env: Readonly<Record<string, string | undefined>>,
): void {
  const isAboutServer = 'server' in command || command.kind === 'accounts'
  if (!isAboutServer) return
  const server = ('server' in command ? command.server : null) ?? (env.POLAR_SERVER || null)
  if (server !== null && serverUrlOf(server) === null) throw new UsageError(unknownServer(server))
}
