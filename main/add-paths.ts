import { dialog } from 'electron'
import type { UploadCommands } from '../app/contract/upload-api.ts'
import { describeRefusals } from './refusals.ts'

/** Adds files that did not come through the page, and says itself what was refused: no page waits for the report. */
export async function addAndTell(
  commands: Pick<UploadCommands, 'add'>,
  paths: readonly string[],
): Promise<void> {
  if (paths.length === 0) return
  const message = describeRefusals(await commands.add({ paths }))
  if (message !== null) await dialog.showMessageBox({ type: 'warning', title: 'Polar Uploader', ...message })
}
