import { styleText } from 'node:util'

const BAR_WIDTH = 32
const MiB = 1024 * 1024

/** Where the demo tells its story. In a terminal the progress is one line that moves; in a pipe, a few lines. */
export interface Screen {
  line(text?: string): void
  heading(text: string): void
  /** A row of a table: what, and how much. */
  fact(name: string, value: string, note?: string): void
  good(text: string): void
  bad(text: string): void
  /** How far it is; `phase` says what is going on. */
  progress(phase: string, doneBytes: number, sizeBytes: number): void
}

/** The screen on standard output. */
export function createScreen(output: NodeJS.WriteStream = process.stdout): Screen {
  let isMoving = false
  let told = ''
  const write = (text: string): void => {
    if (isMoving) output.write('\n')
    isMoving = false
    told = ''
    output.write(`${text}\n`)
  }
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    styleText(format, text, { stream: output })

  return {
    line: (text = '') => write(text === '' ? '' : `  ${text}`),
    heading: (text) => write(`\n${paint('bold', text)}\n`),
    fact: (name, value, note = '') => write(`  ${name.padEnd(22)} ${value}  ${paint('dim', note)}`.trimEnd()),
    good: (text) => write(`  ${paint('green', '✓')} ${text}`),
    bad: (text) => write(`  ${paint('red', '✗')} ${text}`),
    progress(phase, doneBytes, sizeBytes) {
      const share = sizeBytes === 0 ? 1 : doneBytes / sizeBytes
      const text = `${bar(share)} ${percent(share)}  ${inMiB(doneBytes)} of ${inMiB(sizeBytes)} ${phase}`
      if (output.isTTY) {
        output.write(`\r  ${text}\u001b[K`)
        isMoving = true
        return
      }
      // Every quarter is enough for a pipe.
      const step = `${phase} ${Math.floor(share * 4)}`
      if (step !== told) output.write(`  ${text}\n`)
      told = step
    },
  }
}

/** A number of bytes in MiB, as a person reads it. */
export const inMiB = (bytes: number): string => `${(bytes / MiB).toFixed(0)} MiB`

/** A number of bytes to the byte. */
export const exactly = (bytes: number): string => bytes.toLocaleString('en').padStart(11)

const percent = (share: number): string => `${Math.floor(share * 100)} %`.padStart(5)

const bar = (share: number): string => {
  const full = Math.min(BAR_WIDTH, Math.floor(share * BAR_WIDTH))
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full)
}
