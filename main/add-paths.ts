import { dialog } from 'electron'
import type { UploadCommands } from '../app/contract/upload-api.ts'
import { askAboutCompleted } from './already-completed.ts'
import type { HostLanguage } from './host-language.ts'
import { describeRefusals } from './refusals.ts'

/** Adds files that did not come through the page, and says itself what was not added: no page waits for the report. */
export async function addAndTell(
  commands: Pick<UploadCommands, 'add' | 'uploadAgain'>,
  paths: readonly string[],
  language: HostLanguage,
): Promise<void> {
  if (paths.length === 0) return
  const title = 'Polar Uploader'
  const report = await commands.add({ paths })
  const refusals = describeRefusals(report, language)
  if (refusals !== null) await dialog.showMessageBox({ type: 'warning', title, ...refusals })
  const question = askAboutCompleted(report, language)
  if (question === null) return
  const buttons = [...question.buttons]
  const options = { ...question, type: 'question', title, buttons, defaultId: 1, cancelId: 1 } as const
  const { response } = await dialog.showMessageBox(options)
  if (response === 0) await commands.uploadAgain(report.alreadyCompleted.map(({ id }) => id))
}
