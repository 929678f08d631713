import { useCallback, useLayoutEffect, useRef, useState, type FocusEvent } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import { staysWithin } from './use-kept-focus.ts'
import { rowElement } from './row-element.ts'

const PAGE_ROWS = 8

/** Where a key leads from a row; undefined when it is not a key that moves. */
export function rowAfterKey(key: string, index: number, count: number): number | undefined {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1)
    case 'ArrowUp':
      return Math.max(0, index - 1)
    case 'PageDown':
      return Math.min(last, index + PAGE_ROWS)
    case 'PageUp':
      return Math.max(0, index - PAGE_ROWS)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

/** Which row is in the tab order, and how another becomes it. */
export type RowFocus = ReturnType<typeof useRowFocus>

/**
 * One row of the list is in the tab order; others become it by keys and clicks. When the focused row leaves the list,
 * the row that takes its place gets the focus.
 */
export function useRowFocus(ids: readonly UploadId[], scrollTo: (index: number) => void) {
  const [current, setCurrent] = useState({ id: ids[0], index: 0 })
  const wanted = useRef<UploadId | null>(null)
  const isWithin = useRef(false)

  const found = current.id === undefined ? -1 : ids.indexOf(current.id)
  const index = found === -1 ? Math.max(0, Math.min(current.index, ids.length - 1)) : found
  const id = ids[index]

  const moveTo = useCallback(
    (next: number) => {
      wanted.current = ids[next] ?? null
      setCurrent({ id: ids[next], index: next })
      scrollTo(next)
    },
    [ids, scrollTo],
  )

  useLayoutEffect(() => {
    const isLost = isWithin.current && document.activeElement === document.body
    const target = wanted.current ?? (isLost ? id : undefined)
    rowElement(target)?.focus({ preventScroll: true })
    wanted.current = null
  })

  return {
    /** The row in the tab order; it must stay in the page even when it is scrolled out of sight. */
    index,
    id,
    /** Gives a row the focus, and scrolls to it. */
    moveTo,
    props: {
      onFocus: (event: FocusEvent) => {
        isWithin.current = true
        const slot = event.target.closest<HTMLElement>('[data-index]')
        const at = Number(slot?.dataset.index)
        if (slot && ids[at] !== current.id) setCurrent({ id: ids[at], index: at })
      },
      onBlur: (event: FocusEvent) => {
        isWithin.current = staysWithin(event)
      },
    },
  }
}
