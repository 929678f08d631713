import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as Electron from 'electron'

/** One thing the main process told a window: an event unasked, or the answer to a command. */
export interface IpcMessage {
  readonly kind: 'event' | 'answer' | 'refusal'
  readonly channel: string
  readonly payload: unknown
}

/** Everything the main process told its windows, over all starts of the app. */
export interface IpcRecording {
  /** What Electron must be started with to record: before the app's folder. */
  readonly electronArguments: readonly string[]
  /** Word for word, one message a line. */
  text(): string
  messages(): readonly IpcMessage[]
}

// Runs in Electron's main process before the app, so that nothing is missed; it sees nothing of this file. Every
// message is on disk before it is sent: the app may be killed at any moment.
function record(electron: typeof Electron, append: (line: string) => void): void {
  const note = (kind: string, channel: string, payload: unknown): void =>
    append(`${JSON.stringify({ kind, channel, payload })}\n`)
  electron.app.on('web-contents-created', (_event, contents) => {
    const send = contents.send.bind(contents)
    contents.send = (channel, ...payload: unknown[]) => {
      note('event', channel, payload)
      send(channel, ...payload)
    }
    const handle = contents.ipc.handle.bind(contents.ipc)
    contents.ipc.handle = (channel, listener) =>
      handle(channel, async (event, ...given: unknown[]) => {
        try {
          const answer: unknown = await listener(event, ...given)
          note('answer', channel, answer)
          return answer
        } catch (error) {
          note('refusal', channel, String(error))
          throw error
        }
      })
  })
}

/** Prepares to record, in a folder. */
export function createIpcRecording(folder: string): IpcRecording {
  const script = join(folder, 'ipc-recorder.cjs')
  const recorded = join(folder, 'ipc.jsonl')
  writeFileSync(recorded, '')
  // The script takes its own two words out again: the app must see the arguments it always sees.
  writeFileSync(
    script,
    `process.argv.splice(process.argv.indexOf(__filename) - 1, 2)
const { appendFileSync } = require('node:fs')
const append = (line) => appendFileSync(${JSON.stringify(recorded)}, line)
;(${record.toString()})(require('electron'), append)\n`,
  )
  const text = (): string => readFileSync(recorded, 'utf8')
  return {
    electronArguments: ['-r', script],
    text,
    messages: () =>
      text()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as IpcMessage),
  }
}
