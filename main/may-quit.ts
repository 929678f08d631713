import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron'
import type { UploadCommands } from '../app/contract/upload-api.ts'
import type { Clock, Log } from '../app/ports.ts'
import type { CurrentPreferences } from './current-preferences.ts'
import type { CurrentLanguage } from './host-language.ts'
import type { DesktopWording } from './wording.ts'
import { quitQuestion, type QuitQuestion } from './quit-question.ts'

/** What the question is made of. */
export interface QuitParts {
  readonly commands: Pick<UploadCommands, 'list' | 'progress' | 'changePreferences'>
  readonly clock: Pick<Clock, 'now'>
  readonly preferences: Pick<CurrentPreferences, 'get'>
  readonly language: Pick<CurrentLanguage, 'get'>
  readonly log: Pick<Log, 'error'>
  /** Shows the question, and gives what the user answers. */
  readonly ask: (options: MessageBoxOptions) => Promise<MessageBoxReturnValue>
}

/**
 * Says whether the app may quit: yes when nothing is under way; else the user is told what becomes of each upload and
 * decides, unless it is nothing bad and the user wants to hear of that no more.
 */
export async function mayQuit(parts: QuitParts): Promise<boolean> {
  const { commands, clock, preferences, language, ask } = parts
  const question = quitQuestion(await commands.list(), await commands.progress(), clock.now(), language.get())
  if (question === null) return true
  if (!question.isLoss && !preferences.get().askBeforeQuit) return true
  const { response, checkboxChecked } = await ask(optionsFor(question, language.get().words.quit))
  if (response !== 1) return false
  if (checkboxChecked) await askNoMore(parts)
  return true
}

/** Where that cannot be stored the app quits all the same, and asks again next time. */
async function askNoMore({ commands, log }: QuitParts): Promise<void> {
  try {
    await commands.changePreferences({ askBeforeQuit: false })
  } catch (error) {
    log.error('It was not stored that quitting asks no more', error)
  }
}

const optionsFor = (
  { message, lines, isLoss }: QuitQuestion,
  words: DesktopWording['quit'],
): MessageBoxOptions => ({
  type: isLoss ? 'warning' : 'question',
  title: 'Polar Uploader',
  message,
  detail: [...lines, words.instead].join('\n\n'),
  buttons: [words.keep, isLoss ? words.quitAnyway : words.quit],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
  ...(isLoss ? {} : { checkboxLabel: words.onlyLoss }),
})
