import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useState } from 'react'
import { formatBytes } from '../idiom.ts'
import { rowElement } from '../upload-list/row-element.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

/** Asks before stored bytes are thrown away. */
export function ConfirmDialog() {
  const { client, run, confirming: asked } = useWindowState()
  const confirming = useValue(asked)
  // The last question stays readable while it fades out.
  const [shown, setShown] = useState(confirming)
  if (confirming && confirming !== shown) setShown(confirming)
  if (!shown) return null
  const { name, action, lostBytes, ids, steps } = shown
  const keep = () => asked.set(null)
  const confirm = () => {
    keep()
    for (const step of steps) run(client.commands[step.command](step.ids))
  }
  return (
    <AlertDialog.Root open={confirming !== null} onOpenChange={(isOpen) => !isOpen && keep()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog" finalFocus={() => rowElement(ids[0])}>
          <AlertDialog.Title className="dialog-title">
            {name === null ? WORDS.row.many.title[action](ids.length) : WORDS.confirm.title[action](name)}
          </AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">
            {lostBytes > 0 ? WORDS.confirm.body[action](formatBytes(lostBytes)) : WORDS.row.many.nothingLost}
          </AlertDialog.Description>
          <div className="dialog-buttons">
            <AlertDialog.Close className="button">
              {name === null ? WORDS.row.many.keep[action] : WORDS.confirm.keep[action]}
            </AlertDialog.Close>
            <button type="button" className="button button-danger" onClick={confirm}>
              {name === null ? WORDS.row.many.confirm[action] : WORDS.confirm[action]}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
