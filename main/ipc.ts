import type { WebContents } from 'electron'
import { COMMANDS, EVENTS, WINDOW_COMMANDS, type WindowCommands } from '../app/contract/upload-api.ts'
import type { App } from '../app/create-app.ts'
import type { Log } from '../app/ports.ts'
import type { CurrentLanguage } from './host-language.ts'
import { toReply } from './reply.ts'
import { translateIn } from './translate-payload.ts'

/** Who answers a window: the app, and the desktop it runs on. */
export interface WindowServants {
  readonly uploader: App
  readonly windowCommands: WindowCommands
  readonly log: Log
  /** What the app says reaches the window in its language. */
  readonly language: Pick<CurrentLanguage, 'get'>
}

/**
 * Answers the commands of one window and tells it every event, until it is gone. Electron scopes the handlers to
 * the window's contents, so nothing else can reach them; a frame inside the page is refused.
 */
export function serveWindow(client: WebContents, servants: WindowServants): void {
  const { uploader, windowCommands, language } = servants
  serveCommands(client, COMMANDS, uploader.commands, servants)
  serveCommands(client, WINDOW_COMMANDS, windowCommands, servants)

  const stops = EVENTS.map((name) =>
    uploader.on(name, (payload) => {
      if (!client.isDestroyed()) client.send(name, translateIn(payload, language.get().translate))
    }),
  )
  client.once('destroyed', () => {
    for (const stop of stops) stop()
  })
}

function serveCommands<Commands extends object>(
  client: WebContents,
  guards: { readonly [Name in keyof Commands]: (value: unknown) => boolean },
  commands: Commands,
  { log, language }: Pick<WindowServants, 'log' | 'language'>,
): void {
  for (const name of Object.keys(guards) as (keyof Commands & string)[]) {
    const accepts = guards[name]
    // The guard checks the argument; TypeScript cannot relate the two through the union of names.
    const command = commands[name] as (argument: unknown) => Promise<unknown>
    client.ipc.handle(name, async (event, argument: unknown) => {
      if (event.senderFrame !== client.mainFrame) throw new Error(`${name}: unknown sender`)
      if (!accepts(argument)) throw new TypeError(`${name}: bad argument`)
      const reply = await toReply(
        () => command.call(commands, argument),
        (bug) => log.error(`The command ${name} went wrong`, bug),
      )
      return translateIn(reply, language.get().translate)
    })
  }
}
