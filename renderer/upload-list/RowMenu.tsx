import { Menu } from '@base-ui/react/menu'
import { useState } from 'react'
import { hexFromBase64 } from './checksum-hex.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { dashboardOf } from '../account/describe-account.ts'
import { useAccountOf, useUpload } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { menuActionsFor, type RowActions } from './row-actions.ts'
import { rowElement } from './row-element.ts'
import { actionsForMany } from './selection-actions.ts'
import { viewsOf } from './upload-actions.ts'
import type { OpenMenu } from './use-row-actions.ts'

interface ItemsProps {
  readonly menu: OpenMenu
  readonly actions: RowActions
}

/** What can be done to all that is selected, each with how many of them it makes sense for. */
function ItemsForMany({ menu: { ids }, actions }: ItemsProps) {
  const state = useWindowState()
  return actionsForMany(viewsOf(state, ids)).map(({ name, label, ids: wanted }) => (
    <Menu.Item key={name} className="menu-item" onClick={() => actions[name](wanted)}>
      {label}
    </Menu.Item>
  ))
}

/** What comes after an upload: the file is offered to customers in Polar. Nothing where its address is not known. */
function OpenPolar({ accountId }: Pick<UploadView, 'accountId'>) {
  const { client, run } = useWindowState()
  const account = useAccountOf(accountId)
  const page = account?.kind === 'signed-in' ? dashboardOf(account.serverUrl) : null
  if (page === null) return null
  return (
    <Menu.Item className="menu-item" onClick={() => run(client.commands.openPage(page))}>
      {WORDS.row.openPolar}
    </Menu.Item>
  )
}

function Items({ menu: { id }, actions }: ItemsProps) {
  const { upload } = useUpload(id)
  if (!upload) return null
  const { fileChecksum, path, state, accountId } = upload
  return (
    <>
      {menuActionsFor(upload).map(({ name, label }) => (
        <Menu.Item key={label} className="menu-item" onClick={() => actions[name]([id])}>
          {label}
        </Menu.Item>
      ))}
      <Menu.Separator className="menu-separator" />
      <Menu.Item className="menu-item" onClick={() => actions.showDetails(id)}>
        {WORDS.row.details}
      </Menu.Item>
      {state.kind === 'completed' && (
        <>
          <OpenPolar accountId={accountId} />
          <Menu.Item className="menu-item" onClick={() => actions.showReceipt(id)}>
            {WORDS.row.receipt}
          </Menu.Item>
        </>
      )}
      <Menu.Item className="menu-item" onClick={() => actions.showInFolder(id)}>
        {WORDS.row.showInFolder}
      </Menu.Item>
      <Menu.Item className="menu-item" onClick={() => actions.copy(path)}>
        {WORDS.row.copyPath}
      </Menu.Item>
      {fileChecksum !== null && (
        <Menu.Item className="menu-item" onClick={() => actions.copy(hexFromBase64(fileChecksum))}>
          {WORDS.row.copyChecksum}
        </Menu.Item>
      )}
    </>
  )
}

const anchorOf = ({ anchor }: OpenMenu) =>
  anchor instanceof Element ? anchor : { getBoundingClientRect: () => new DOMRect(anchor.x, anchor.y, 0, 0) }

interface Props {
  readonly menu: OpenMenu | null
  readonly actions: RowActions
  readonly onClose: () => void
}

/** The one menu of the list: opened by a row's button, by a secondary click, or by the keyboard. */
export function RowMenu({ menu, actions, onClose }: Props) {
  // The last one stays in place while it fades out.
  const [shown, setShown] = useState(menu)
  if (menu && menu !== shown) setShown(menu)
  return (
    <Menu.Root open={menu !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {shown && (
        <Menu.Portal>
          <Menu.Positioner
            className="popup-positioner"
            anchor={anchorOf(shown)}
            align={shown.anchor instanceof Element ? 'end' : 'start'}
            sideOffset={4}
            collisionPadding={8}
          >
            <Menu.Popup className="menu" finalFocus={() => rowElement(shown.id)}>
              {shown.ids.length > 1 ? (
                <ItemsForMany menu={shown} actions={actions} />
              ) : (
                <Items menu={shown} actions={actions} />
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      )}
    </Menu.Root>
  )
}
