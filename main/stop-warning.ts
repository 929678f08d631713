import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { UploadCommands } from '../app/contract/upload-api.ts'
import { lostBytes, stopsForGood } from '../app/contract/hour.ts'
import type { Clock } from '../app/ports.ts'

/** What stops uploads. */
export type Stopping = 'pause' | 'quit'

const WORDS: Readonly<Record<Stopping, { readonly message: string; readonly confirm: string }>> = {
  pause: { message: 'Pausing now starts uploads over', confirm: 'Pause anyway' },
  quit: { message: 'Quitting now starts uploads over', confirm: 'Quit anyway' },
}

/**
 * Says whether uploads may be stopped: yes, unless the hour that Polar gives an upload is so nearly over that one of
 * them would have to start over, and the user would rather let it go on.
 */
export async function mayStop(
  stopping: Stopping,
  { commands, clock }: { readonly commands: UploadCommands; readonly clock: Clock },
  window: BrowserWindow | null,
): Promise<boolean> {
  const states = new Map((await commands.list()).map(({ id, state }) => [id, state]))
  const lost = (await commands.progress()).filter((progress) => {
    const state = states.get(progress.id)
    return state !== undefined && stopsForGood(state, progress, clock.now())
  })
  if (lost.length === 0) return true
  const { message, confirm } = WORDS[stopping]
  const options: MessageBoxOptions = {
    type: 'warning',
    message,
    detail: `The hour that Polar gives an upload is nearly over. Stopped now, ${lostBytes(lost)} that are stored have to be sent again. Left alone, the upload goes on to its end.`,
    buttons: ['Keep uploading', confirm],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const { response } = await (window === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options))
  return response === 1
}
