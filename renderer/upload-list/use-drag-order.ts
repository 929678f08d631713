import { useMemo, useRef, useState, type MouseEvent, type PointerEvent as ReactPointerEvent } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import { createValueStore, type ValueStore } from '../value-store.ts'
import { useWindowState } from '../window-context.ts'
import type { WindowState } from '../window-state.ts'
import { insertionAt, type PlacedRow } from './queue-place.ts'
import type { Reorder } from './reorder.ts'
import { selectOne, targetsOf } from './selection.ts'

/** Rows on their way to another place. */
export interface Drag {
  readonly count: number
  /** Before which shown row they would go, and how far from the top of the list that is, in pixels. */
  readonly index: number
  readonly lineTop: number
  /** Where the pointer is in the window. */
  readonly x: number
  readonly y: number
}

/** A hand that trembles does not drag. */
const THRESHOLD_PX = 5
/** So near to an edge the list begins to scroll, the faster the nearer. */
const EDGE_PX = 56
const FASTEST_PX_PER_FRAME = 24

/** How far the list scrolls in the next frame while the pointer is at that height of the window. */
export function scrollStep(
  y: number,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): number {
  const above = Math.min(1, Math.max(0, (top + EDGE_PX - y) / EDGE_PX))
  const below = Math.min(1, Math.max(0, (y - (bottom - EDGE_PX)) / EDGE_PX))
  return Math.round((below - above) * FASTEST_PX_PER_FRAME)
}

interface Parts {
  /** The rows in the page, and where they are. */
  readonly rows: () => readonly PlacedRow[]
  readonly reorder: Reorder
  readonly onDropped: () => void
}

interface Grip extends Parts {
  readonly state: WindowState
  readonly drag: ValueStore<Drag | null>
  readonly id: UploadId
  /** What scrolls. */
  readonly list: HTMLElement
  readonly from: { readonly x: number; readonly y: number }
}

/** How far from the top of the list a row's place begins. */
const lineBefore = (index: number, placed: readonly PlacedRow[]): number =>
  placed.find((row) => row.index === index)?.start ?? placed.find((row) => row.index === index - 1)?.end ?? 0

/** Scrolls the list while the pointer is near one of its edges. */
function scrollAtEdges(
  list: HTMLElement,
  y: () => number,
  onScrolled: () => void,
  signal: AbortSignal,
): void {
  const scroll = () => {
    if (signal.aborted) return
    const step = scrollStep(y(), list.getBoundingClientRect())
    if (step !== 0) {
      list.scrollTop += step
      onScrolled()
    }
    requestAnimationFrame(scroll)
  }
  requestAnimationFrame(scroll)
}

/** Follows the pointer until it lets go; calls back when rows were dragged at all. */
function follow(grip: Grip, onDragged: () => void): void {
  const { rows, reorder, state, drag, id, list, from, onDropped } = grip
  const { selection, shownUploads } = state
  const listening = new AbortController()
  const { signal } = listening
  let at = from
  const targets = () => reorder.movable(targetsOf(selection.get(), shownUploads.ids(), id))

  const look = () => {
    const placed = rows()
    const y = at.y - list.getBoundingClientRect().top + list.scrollTop
    const index = insertionAt(placed, y, reorder.queuedCount())
    drag.set({ count: targets().length, index, lineTop: lineBefore(index, placed), ...at })
  }
  const begin = () => {
    onDragged()
    if (!selection.get().ids.has(id)) selection.set(selectOne(id))
    scrollAtEdges(list, () => at.y, look, signal)
  }
  const end = () => {
    listening.abort()
    drag.set(null)
  }
  const onMove = ({ clientX: x, clientY: y, buttons }: PointerEvent) => {
    // Let go where the window did not see it.
    if (buttons === 0) end()
    at = { x, y }
    const isFar = Math.hypot(x - from.x, y - from.y) >= THRESHOLD_PX
    if (signal.aborted || (drag.get() === null && !isFar)) return
    if (drag.get() === null) begin()
    look()
  }
  const onUp = () => {
    const dropped = drag.get()
    end()
    if (dropped === null) return
    onDropped()
    reorder.toIndex(targets(), dropped.index)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || drag.get() === null) return
    event.preventDefault()
    event.stopPropagation()
    end()
  }
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener('pointerup', onUp, { signal })
  window.addEventListener('pointercancel', end, { signal })
  window.addEventListener('keydown', onKey, { signal, capture: true })
}

/**
 * Rows are dragged to another place in the queue. It goes by pointer events: the page's own drag and drop is for files
 * from outside, and the two are never taken for each other. What is being dragged is in `drag`.
 */
export function useDragOrder(parts: Parts) {
  const state = useWindowState()
  const [drag] = useState(() => createValueStore<Drag | null>(null))
  const { rows, reorder, onDropped } = parts
  const hasDragged = useRef(false)
  const props = useMemo(() => {
    return {
      onPointerDown({
        button,
        pointerType,
        target,
        currentTarget,
        clientX: x,
        clientY: y,
      }: ReactPointerEvent<HTMLElement>) {
        hasDragged.current = false
        // A finger scrolls.
        if (button !== 0 || pointerType === 'touch' || !(target instanceof Element)) return
        const slot = target.closest<HTMLElement>('[data-index]')
        const id = slot ? state.shownUploads.ids()[Number(slot.dataset.index)] : undefined
        if (id === undefined || target.closest('button') || reorder.movable([id]).length === 0) return
        const grip = {
          rows,
          reorder,
          onDropped,
          state,
          drag,
          id,
          list: currentTarget,
          from: { x, y },
        }
        follow(grip, () => (hasDragged.current = true))
      },
      // Letting go is no click.
      onClickCapture(event: MouseEvent) {
        if (hasDragged.current) event.stopPropagation()
        hasDragged.current = false
      },
    }
  }, [rows, reorder, onDropped, state, drag])
  return { drag, props }
}
