import type { ListCommand } from '../../app/contract/list-command.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { clearFinished } from '../summary/clear-finished.ts'
import type { WindowState } from '../window-state.ts'
import { selectAll } from './selection.ts'
import { idsFor, MANY_ACTIONS, makesSenseForAny } from './selection-actions.ts'
import { createUploadActions, viewsOf } from './upload-actions.ts'

/** What the list is at a moment, as far as the menu is concerned. */
export interface ListSituation {
  readonly selected: readonly UploadView[]
  readonly shownCount: number
  readonly hasFinished: boolean
  /** A question is answered before anything else is done. */
  readonly isDialogOpen: boolean
}

/** What of the application's menu makes sense now. */
export function offeredCommands(situation: ListSituation): readonly ListCommand[] {
  const { selected, shownCount, hasFinished, isDialogOpen } = situation
  if (isDialogOpen) return []
  const offered: ListCommand[] = MANY_ACTIONS.filter((name) => makesSenseForAny(name, selected))
  if (selected.length === 1) offered.push('showDetails')
  if (shownCount > 0) offered.push('selectAll')
  if (hasFinished) offered.push('clearFinished')
  return offered
}

const selectedIn = ({ selection, shownUploads }: WindowState): readonly UploadId[] => {
  const { ids } = selection.get()
  return ids.size === 0 ? [] : shownUploads.ids().filter((id) => ids.has(id))
}

function situationOf(state: WindowState): ListSituation {
  const { uploads, shownUploads, confirming, receipt, help, signingIn, isSettingsOpen } = state
  const { completed, canceled } = uploads.summary().counts
  return {
    selected: viewsOf(state, selectedIn(state)),
    shownCount: shownUploads.ids().length,
    hasFinished: completed + canceled > 0,
    isDialogOpen:
      isSettingsOpen.get() || [confirming, receipt, help, signingIn].some((dialog) => dialog.get() !== null),
  }
}

/** Does what the menu asks for; by now it may make no sense any more, and then nothing happens. */
function obey(state: WindowState, command: ListCommand): void {
  const situation = situationOf(state)
  if (!offeredCommands(situation).includes(command)) return
  const { selected } = situation
  const actions = createUploadActions(state)
  if (command === 'selectAll') state.selection.set(selectAll(state.shownUploads.ids()))
  else if (command === 'clearFinished') clearFinished(state)
  else if (command === 'showDetails') for (const { id } of selected) actions.showDetails(id)
  else actions[command](idsFor(command, selected))
}

/** Keeps the application's menu up to what is selected, and does what it asks for. */
export function serveListMenu(state: WindowState): void {
  const { client, uploads, shownUploads, selection, run } = state
  const { confirming, receipt, help, signingIn, isSettingsOpen } = state
  let told: string | null = null
  let isDue = false
  const tell = () => {
    isDue = false
    const offered = offeredCommands(situationOf(state))
    if (offered.join() === told) return
    told = offered.join()
    run(client.commands.offerInMenu(offered))
  }
  // Many changes at once are one, also for a menu.
  const look = () => {
    if (!isDue) queueMicrotask(tell)
    isDue = true
  }
  const dialogs = [confirming, receipt, help, signingIn, isSettingsOpen]
  for (const store of [selection, shownUploads, ...dialogs]) store.subscribe(look)
  uploads.subscribeToViews(look)
  uploads.subscribeToSummary(look)
  client.on('list-command', (command) => obey(state, command))
  look()
}
