import { createPortal } from 'react-dom'
import type { ValueStore } from '../value-store.ts'
import { useValue } from '../use-uploads.ts'
import { WORDS } from '../wording.ts'
import type { Drag } from './use-drag-order.ts'

/** While rows are dragged: the line where they would go, and how many they are, at the pointer. */
export function DragMarks({ drag }: { readonly drag: ValueStore<Drag | null> }) {
  const shown = useValue(drag)
  if (shown === null) return null
  const { lineTop, count, x, y } = shown
  return (
    <>
      <div className="insertion-line" role="presentation" style={{ transform: `translateY(${lineTop}px)` }} />
      {createPortal(
        <div className="drag-count" aria-hidden="true" style={{ transform: `translate(${x}px, ${y}px)` }}>
          {WORDS.summary.dragged(count)}
        </div>,
        document.body,
      )}
    </>
  )
}
