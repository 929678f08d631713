import { AlertDialog } from '@base-ui/react/alert-dialog'
import { memo, useEffect, useState } from 'react'
import { rowElement } from '../upload-list/row-element.ts'
import { useNow } from '../use-now.ts'
import { useSummary, useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import type { Confirming } from './confirming.ts'
import { isMoot, questionOf, type Question } from './question.ts'

interface ContentsProps {
  readonly question: Question
  readonly isOpen: boolean
  readonly onConfirm: () => void
}

/** The question stays as it was answered while it fades out. */
const Contents = memo(
  function Contents({ question: { title, lines, keep, confirm }, onConfirm }: ContentsProps) {
    return (
      <>
        <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
        <AlertDialog.Description className="dialog-text dialog-lines" render={<div />}>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </AlertDialog.Description>
        <div className="dialog-buttons">
          <AlertDialog.Close className="button">{keep}</AlertDialog.Close>
          <button type="button" className="button button-danger" onClick={onConfirm}>
            {confirm}
          </button>
        </div>
      </>
    )
  },
  (_before, { isOpen }) => !isOpen,
)

function Asking({ confirming, isOpen }: { readonly confirming: Confirming; readonly isOpen: boolean }) {
  const { client, run, uploads, confirming: asked } = useWindowState()
  // What it comes to changes while uploads go on, and with the time.
  useSummary()
  const question = questionOf(confirming, uploads, useNow(isOpen))
  const isNothingLeft = isOpen && isMoot(question)
  useEffect(() => {
    if (isNothingLeft) asked.set(null)
  }, [isNothingLeft, asked])
  const confirm = () => {
    asked.set(null)
    for (const done of questionOf(confirming, uploads, Date.now()).act(client.commands)) run(done)
  }
  const [first] = question.ids
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(stays) => !stays && asked.set(null)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup
          className="dialog"
          finalFocus={() => (first === undefined ? true : rowElement(first))}
        >
          <Contents question={question} isOpen={isOpen} onConfirm={confirm} />
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

/** Asks before something is lost or put off, and says what, by the state uploads are in now. */
export function ConfirmDialog() {
  const confirming = useValue(useWindowState().confirming)
  const [shown, setShown] = useState(confirming)
  if (confirming && confirming !== shown) setShown(confirming)
  return shown && <Asking confirming={shown} isOpen={confirming !== null} />
}
