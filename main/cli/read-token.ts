import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Terminal } from './terminal.ts'

/**
 * Reads an access token: from a hidden prompt when a person is there, who may press Ctrl-C instead; else everything on
 * standard input.
 */
export async function readToken(terminal: Terminal, onCtrlC: () => void): Promise<string> {
  return (terminal.input.isTTY ? await prompt(terminal, onCtrlC) : await readAll(terminal.input)).trim()
}

async function prompt({ input, messages }: Terminal, onCtrlC: () => void): Promise<string> {
  // What is typed must not be echoed, so readline writes into nothing, and takes over before anybody is asked.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: nowhere, terminal: true })
  // The terminal leaves it to readline to make an interrupt of Ctrl-C.
  lines.on('SIGINT', onCtrlC)
  const gone = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  messages.write('Access token (not shown): ')
  try {
    return await Promise.race([lines.question(''), gone])
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return ''
    throw error
  } finally {
    lines.close()
    messages.write('\n')
  }
}

async function readAll(input: NodeJS.ReadStream): Promise<string> {
  let text = ''
  for await (const chunk of input as AsyncIterable<Buffer>) text += chunk.toString('utf8')
  return text
}
