import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { UploadCommands } from '../app/contract/upload-api.ts'
import type { Clock } from '../app/ports.ts'
import type { CurrentPreferences } from './current-preferences.ts'
import { quitQuestion, type QuitQuestion } from './quit-question.ts'

/** What the question is made of. */
export interface QuitParts {
  readonly commands: Pick<UploadCommands, 'list' | 'progress' | 'changePreferences'>
  readonly clock: Pick<Clock, 'now'>
  readonly preferences: Pick<CurrentPreferences, 'get'>
}

/**
 * Says whether the app may quit: yes when nothing is under way; else the user is told what becomes of each upload and
 * decides, unless it is nothing bad and the user wants to hear of that no more.
 */
export async function mayQuit(
  { commands, clock, preferences }: QuitParts,
  window: BrowserWindow | null,
): Promise<boolean> {
  const question = quitQuestion(await commands.list(), await commands.progress(), clock.now())
  if (question === null) return true
  if (!question.isLoss && !preferences.get().askBeforeQuit) return true
  const options = optionsFor(question)
  const { response, checkboxChecked } = await (window === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options))
  if (response !== 1) return false
  if (checkboxChecked) await commands.changePreferences({ askBeforeQuit: false })
  return true
}

const optionsFor = ({ message, lines, isLoss }: QuitQuestion): MessageBoxOptions => ({
  type: isLoss ? 'warning' : 'question',
  title: 'Polar Uploader',
  message,
  detail: [...lines, 'Close the window instead, and they go on without it.'].join('\n\n'),
  buttons: ['Keep uploading', isLoss ? 'Quit anyway' : 'Quit'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
  ...(isLoss ? {} : { checkboxLabel: 'Ask only when something would be lost at once' }),
})
