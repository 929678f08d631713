import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadState } from '../../app/contract/upload-state.ts'
import type { WindowState } from '../window-state.ts'

/** Says whether an upload is over and there is nothing to mend. */
export const isFinished = (state: UploadState): boolean =>
  state.kind === 'completed' || state.kind === 'canceled'

/** Takes everything off the list that is finished; it can be undone for a moment. */
export function clearFinished({
  uploads,
  client,
  run,
}: Pick<WindowState, 'uploads' | 'client' | 'run'>): void {
  const isOver = (id: UploadId): boolean => {
    const upload = uploads.view(id)
    return upload !== undefined && isFinished(upload.state)
  }
  run(client.commands.clear(uploads.ids().filter(isOver)))
}
