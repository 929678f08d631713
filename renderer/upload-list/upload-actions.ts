import type { UploadId } from '../../app/contract/ids.ts'
import { canResume, type UploadView } from '../../app/contract/upload-view.ts'
import { endToConfirm, pauseToConfirm, type GivenUp } from '../confirm/confirming.ts'
import type { WindowState } from '../window-state.ts'
import { isStoppedBySpace, type UploadActions } from './row-actions.ts'
import { idsFor } from './selection-actions.ts'

/** What the user can do to uploads, wherever it is asked for. What throws stored bytes away is confirmed first. */
export function createUploadActions(state: WindowState): UploadActions {
  const { client, uploads, run, copy, signingIn, confirming, receipt, detailsOf } = state
  const { commands } = client
  const pause = (ids: readonly UploadId[]) => {
    const question = pauseToConfirm(uploads, ids, Date.now())
    if (question) confirming.set(question)
    else run(commands.pause(ids))
  }
  const giveUp = (given: GivenUp) => {
    const question = endToConfirm(uploads, given)
    if (question) {
      confirming.set(question)
      return
    }
    if (given.cancel.length > 0) run(commands.cancel(given.cancel))
    if (given.remove.length > 0) run(commands.clear(given.remove))
  }
  return {
    pause,
    giveUp(ids) {
      const views = viewsOf(state, ids)
      giveUp({ cancel: idsFor('cancel', views), remove: idsFor('remove', views) })
    },
    resume: (ids) => run(commands.resume(ids)),
    pauseOrResume(ids) {
      const views = viewsOf(state, ids)
      const stopped = idsWhere(views, (view) => isStoppedBySpace(view.state))
      if (stopped.length > 0) pause(stopped)
      else run(commands.resume(idsWhere(views, (view) => canResume(view.state))))
    },
    retry: (ids) => run(commands.retry(ids)),
    signIn: ([id]) =>
      signingIn.set({ accountId: id === undefined ? null : (uploads.view(id)?.accountId ?? null) }),
    chooseFile: ([id]) => id !== undefined && state.chooseFile(id),
    // The bytes are in Polar: nothing is lost by it, and it can be put back on the list.
    skip: (ids) => run(commands.cancel(ids).then(() => commands.clear(ids))),
    startNow: (ids) => run(commands.startNow(ids)),
    moveToTop: (ids) => run(commands.move({ ids, before: uploads.ids()[0] ?? null })),
    cancel: (ids) => giveUp({ cancel: ids, remove: [] }),
    remove: (ids) => giveUp({ cancel: [], remove: ids }),
    showInFolder: (id) => run(commands.showInFolder(id)),
    showReceipt: (id) => run(commands.receipt(id).then(receipt.set)),
    showDetails: (id) => detailsOf.set({ id, takesFocus: true }),
    copy,
  }
}

/** What is known of these uploads. */
export const viewsOf = (
  { uploads }: Pick<WindowState, 'uploads'>,
  ids: Iterable<UploadId>,
): readonly UploadView[] => Array.from(ids, (id) => uploads.view(id)).filter((view) => view !== undefined)

const idsWhere = (
  views: readonly UploadView[],
  isWanted: (view: UploadView) => boolean,
): readonly UploadId[] => views.filter(isWanted).map(({ id }) => id)
