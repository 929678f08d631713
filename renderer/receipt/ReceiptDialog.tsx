import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useState } from 'react'
import { receiptText } from '../../app/contract/receipt-text.ts'
import { IDIOM } from '../idiom.ts'
import { rowElement } from '../upload-list/row-element.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

/** So many parts are shown; ten thousand would take long to draw, and the saved receipt has all. */
const MOST_PARTS_SHOWN = 200

/** The receipt of a completed upload, to be read, copied or saved. */
export function ReceiptDialog() {
  const { client, run, copy, receipt: asked } = useWindowState()
  const receipt = useValue(asked)
  // The last one stays readable while it fades out.
  const [shown, setShown] = useState(receipt)
  if (receipt && receipt !== shown) setShown(receipt)
  if (!shown) return null
  return (
    <Dialog.Root open={receipt !== null} onOpenChange={(isOpen) => !isOpen && asked.set(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog dialog-large" finalFocus={() => rowElement(shown.uploadId)}>
          <Dialog.Title className="dialog-title">{WORDS.receipt.title}</Dialog.Title>
          <Dialog.Description className="dialog-text">{WORDS.receipt.intro(shown.name)}</Dialog.Description>
          {/* Scrolls by the keyboard too, which takes the focus. */}
          <pre className="receipt-text" dir="ltr" tabIndex={0} aria-label={WORDS.receipt.title}>
            {receiptText(shown, IDIOM, MOST_PARTS_SHOWN)}
          </pre>
          <div className="dialog-buttons">
            <button type="button" className="button" onClick={() => copy(receiptText(shown, IDIOM))}>
              {WORDS.receipt.copy}
            </button>
            <button
              type="button"
              className="button button-primary"
              onClick={() => run(client.commands.saveReceipt(shown.uploadId))}
            >
              {WORDS.receipt.save}
            </button>
          </div>
          <Dialog.Close className="icon-button dialog-close" aria-label={WORDS.close}>
            <X size={16} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
