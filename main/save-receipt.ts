import { writeFile } from 'node:fs/promises'
import { dialog, type BrowserWindow, type SaveDialogOptions } from 'electron'
import type { Idiom } from '../app/contract/idiom.ts'
import { receiptJson, receiptText } from '../app/contract/receipt-text.ts'
import type { Receipt } from '../app/contract/receipt.ts'
import { UploadError } from '../app/upload-error.ts'
import type { HostLanguage } from './host-language.ts'

/**
 * Asks where to save a receipt and writes it there: for programs when the name ends in `.json`, else for people. Throws
 * `UploadError` with a sentence when it cannot be written.
 */
export async function saveReceipt(
  receipt: Receipt,
  window: BrowserWindow | null,
  { idiom, words }: HostLanguage,
): Promise<void> {
  const options: SaveDialogOptions = {
    title: words.saveReceipt,
    defaultPath: `${receipt.name}.receipt.txt`,
    filters: [
      { name: words.text, extensions: ['txt'] },
      { name: 'JSON', extensions: ['json'] },
    ],
  }
  const { filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  if (filePath === '') return
  try {
    await writeFile(filePath, contentFor(filePath, receipt, idiom))
  } catch (cause) {
    throw new UploadError(
      'storage-full',
      `The receipt could not be written to ${filePath}. Please choose another place.`,
      { cause },
    )
  }
}

/** What a file of that name is to hold. */
export const contentFor = (path: string, receipt: Receipt, idiom: Idiom): string =>
  path.toLowerCase().endsWith('.json')
    ? `${JSON.stringify(receiptJson(receipt), null, 2)}\n`
    : receiptText(receipt, idiom)
