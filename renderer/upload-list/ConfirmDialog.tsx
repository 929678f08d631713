import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useState } from 'react'
import { formatBytes } from '../../app/contract/format.ts'
import { WORDS } from '../wording.ts'
import { rowElement } from './row-element.ts'
import type { Confirming } from './use-row-actions.ts'

interface Props {
  readonly confirming: Confirming | null
  readonly onConfirm: (confirming: Confirming) => void
  readonly onKeep: () => void
}

/** Asks before stored bytes are thrown away. */
export function ConfirmDialog({ confirming, onConfirm, onKeep }: Props) {
  // The last question stays readable while it fades out.
  const [shown, setShown] = useState(confirming)
  if (confirming && confirming !== shown) setShown(confirming)
  if (!shown) return null
  const { name, action, storedBytes, id } = shown
  const title = action === 'cancel' ? WORDS.confirm.cancelTitle(name) : WORDS.confirm.removeTitle(name)
  return (
    <AlertDialog.Root open={confirming !== null} onOpenChange={(isOpen) => !isOpen && onKeep()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog" finalFocus={() => rowElement(id)}>
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">
            {WORDS.confirm.body(formatBytes(storedBytes))}
          </AlertDialog.Description>
          <div className="dialog-buttons">
            <AlertDialog.Close className="button">{WORDS.confirm.keep}</AlertDialog.Close>
            <button type="button" className="button button-danger" onClick={() => onConfirm(shown)}>
              {WORDS.confirm[action]}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
