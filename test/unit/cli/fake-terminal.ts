import { Readable, Writable } from 'node:stream'
import type { Terminal } from '../../../main/cli/terminal.ts'

/** A terminal that keeps what is written to it. */
export interface FakeTerminal extends Terminal {
  /** Everything on standard output so far. */
  outputText(): string
  /** Everything on standard error so far. */
  messageText(): string
}

/** The size of a screen, in characters; absent for a pipe. */
export interface Screen {
  readonly columns: number
  readonly rows: number
}

/** Creates one whose standard input says `input`. */
export function fakeTerminal(screen?: Screen, input = ''): FakeTerminal {
  const output = collector(screen)
  const messages = collector(screen)
  return {
    input: Object.assign(Readable.from([Buffer.from(input)]), {
      isTTY: false,
    }) as unknown as NodeJS.ReadStream,
    output: output.stream,
    messages: messages.stream,
    isJson: false,
    outputText: output.text,
    messageText: messages.text,
  }
}

function collector(screen?: Screen): { readonly stream: NodeJS.WriteStream; readonly text: () => string } {
  let text = ''
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      text += chunk
      done()
    },
  })
  return {
    stream: Object.assign(stream, screen, { isTTY: screen !== undefined }) as unknown as NodeJS.WriteStream,
    text: () => text,
  }
}
