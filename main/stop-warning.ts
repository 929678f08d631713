import type { BrowserWindow, MessageBoxOptions } from 'electron'
import type { UploadCommands } from '../app/contract/upload-api.ts'
import { lostBytes, stopsForGood } from '../app/contract/hour.ts'
import type { Clock } from '../app/ports.ts'
import type { HostLanguage } from './host-language.ts'
import { askInBox } from './message-box.ts'

/**
 * Says whether uploads may be paused: yes, unless the hour that Polar gives an upload is so nearly over that one of
 * them would have to start over, and the user would rather let it go on.
 */
export async function mayPause(
  { commands, clock }: { readonly commands: UploadCommands; readonly clock: Clock },
  { idiom, words: { pause: words } }: HostLanguage,
  window: BrowserWindow | null,
): Promise<boolean> {
  const states = new Map((await commands.list()).map(({ id, state }) => [id, state]))
  const lost = (await commands.progress()).filter((progress) => {
    const state = states.get(progress.id)
    return state !== undefined && stopsForGood(state, progress, clock.now())
  })
  if (lost.length === 0) return true
  const options: MessageBoxOptions = {
    type: 'warning',
    message: words.loss(lost.length),
    detail: words.detail(lostBytes(lost, idiom)),
    buttons: [words.keep, words.pause],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const { response } = await askInBox(options, window)
  return response === 1
}
