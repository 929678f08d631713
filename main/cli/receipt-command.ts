import { resolve } from 'node:path'
import { COMMAND_LINE_IDIOM } from '../../app/contract/idiom.ts'
import { receiptJson, receiptText } from '../../app/contract/receipt-text.ts'
import { readReceipt, type FoundReceipt } from '../../app/read-receipt.ts'
import type { Command } from './arguments.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { printJson, printError, printLine, type Terminal } from './terminal.ts'

type ReceiptCommand = Extract<Command, { kind: 'receipt' }>

/** Prints the receipt of a completed upload; nobody need be signed in, and the app may be running. */
export function printReceipt(
  terminal: Terminal,
  dataFolder: string,
  { wanted, json }: ReceiptCommand,
): ExitCode {
  const found = find(dataFolder, wanted)
  switch (found.kind) {
    case 'unknown':
      printError(
        terminal,
        'unknown-upload',
        `No upload matches “${wanted}”. Run “polar-uploader list” to see all uploads.`,
      )
      return EXIT.failed
    case 'not-completed':
      printError(terminal, 'not-completed', `“${wanted}” has not completed, so there is no receipt yet.`)
      return EXIT.failed
    case 'found':
      if (json) printJson(terminal, receiptJson(found.receipt))
      else
        for (const line of receiptText(found.receipt, COMMAND_LINE_IDIOM).trimEnd().split('\n'))
          printLine(terminal, line)
      return EXIT.completed
  }
}

/** Ids are taken as they are; anything else is a path, as the shell's folder has it. */
function find(dataFolder: string, wanted: string): FoundReceipt {
  const found = readReceipt(dataFolder, wanted)
  return found.kind === 'unknown' ? readReceipt(dataFolder, resolve(wanted)) : found
}
