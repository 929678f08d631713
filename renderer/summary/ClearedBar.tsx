import { X } from 'lucide-react'
import { useEffect } from 'react'
import { IconButton } from '../controls/IconButton.tsx'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

const isUndoKey = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea')

/** Says what left the list a moment ago, and puts it back; the app says until when. */
export function ClearedBar() {
  const { cleared, client, run } = useWindowState()
  const shown = useValue(cleared)
  const isShown = shown !== null

  useEffect(() => {
    if (!isShown) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isUndoKey(event) || isTextField(event.target)) return
      event.preventDefault()
      run(client.commands.undoClear())
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isShown, client, run])

  return (
    <div className="cleared-place" role="status" aria-live="polite">
      {shown && (
        <div className="cleared-bar">
          <span>{WORDS.summary.cleared(shown.count)}</span>
          <button
            type="button"
            className="link-button cleared-undo"
            onClick={() => run(client.commands.undoClear())}
          >
            {WORDS.summary.undo}
          </button>
          <IconButton
            icon={X}
            label={WORDS.dismiss}
            name={WORDS.row.labelled(WORDS.dismiss, WORDS.summary.cleared(shown.count))}
            onClick={() => run(client.commands.settleClear())}
          />
        </div>
      )}
    </div>
  )
}
