/** Where the command line reads and writes. */
export interface Terminal {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  /** Messages go here, so that standard output stays for results. */
  readonly messages: NodeJS.WriteStream
  /** Whether a program reads the results, as JSON. */
  readonly isJson: boolean
}

/** Characters that steer a terminal, end a line or turn it around. Names of files and words of servers may have them. */
const STEERING = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu

/** The text as one line that cannot do anything to the terminal it is shown on. */
export const printable = (text: string): string => text.replace(STEERING, '\ufffd')

/** A line of results. */
export const printLine = ({ output }: Pick<Terminal, 'output'>, line: string): void =>
  void output.write(`${printable(line)}\n`)

/** Lines of our own, as they are. */
export const printLines = ({ output }: Pick<Terminal, 'output'>, lines: string): void =>
  void output.write(`${lines}\n`)

/** A line for the person at the terminal. */
export const printMessage = ({ messages }: Pick<Terminal, 'messages'>, line: string): void =>
  void messages.write(`${printable(line)}\n`)

/** Why a command cannot do what it should: in a message for the person, and for a program with a code to go by. */
export function printError(terminal: Terminal, code: string, message: string): void {
  printMessage(terminal, message)
  if (terminal.isJson) printJson(terminal, { event: 'error', code, message })
}

/** One object per line; characters that some programs take for the end of a line are escaped, as JSON allows. */
export const printJson = ({ output }: Pick<Terminal, 'output'>, value: object): void =>
  void output.write(`${JSON.stringify(value).replace(STEERING, escaped)}\n`)

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`

/** Resolves once all that was written has been taken, or nobody is there to take it. */
export const allWritten = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()))
