import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import { useShownList, useUploadIds, useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { densityOf, HEADING_HEIGHT_PX, ROW_HEIGHT_PX, type RowDensity } from './density.ts'
import { DragMarks } from './DragMarks.tsx'
import type { Heading, ShownList } from './list-sections.ts'
import { NoMatch } from './NoMatch.tsx'
import { createReorder } from './reorder.ts'
import type { RowActions } from './row-actions.ts'
import { rowElement } from './row-element.ts'
import { RowMenu } from './RowMenu.tsx'
import { SectionHeading } from './SectionHeading.tsx'
import { UploadRow } from './UploadRow.tsx'
import { useDragOrder } from './use-drag-order.ts'
import { useListClicks } from './use-list-clicks.ts'
import { useListKeys } from './use-list-keys.ts'
import { useRowActions } from './use-row-actions.ts'
import { useRowFocus, type RowFocus } from './use-row-focus.ts'

/** The rows in sight and a few around, and always the one in the tab order: without it the focus would be lost. */
const rowsAround = (range: Range, kept: number): number[] => {
  const rows = defaultRangeExtractor(range)
  if (kept >= range.count || rows.includes(kept)) return rows
  return [...rows, kept].sort((a, b) => a - b)
}

/** The rows that are in the page, and which of them is in the tab order. */
function useRows({ ids, headings }: ShownList, density: RowDensity) {
  const scroller = useRef<HTMLDivElement>(null)
  const scrollTo = useRef<(index: number) => void>(() => undefined)
  const focus = useRowFocus(
    ids,
    useCallback((index) => scrollTo.current(index), []),
  )
  // eslint-disable-next-line react-hooks/incompatible-library -- the rows are memoized by hand, no compiler is in use
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => ROW_HEIGHT_PX[density] + (headings.has(index) ? HEADING_HEIGHT_PX : 0),
    // What was measured of a row below a heading is not its height once that has moved on.
    getItemKey: (index) => (headings.has(index) ? `${ids[index]} headed` : (ids[index] ?? index)),
    rangeExtractor: (range) => rowsAround(range, focus.index),
    overscan: 6,
  })
  useLayoutEffect(() => {
    scrollTo.current = (index) => virtualizer.scrollToIndex(index, { align: 'auto' })
  }, [virtualizer])
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, density])
  return { scroller, focus, virtualizer }
}

/** How high rows are now: as chosen, or by how many uploads there are, however few of them are shown. */
function useDensity(): RowDensity {
  const chosen = useValue(useWindowState().preferences)
  const count = useUploadIds().length
  return densityOf(chosen?.density ?? 'automatic', count)
}

/** Brings into sight what the list was asked to show, and has it light up for a moment. */
function useRevealing(ids: readonly UploadId[], { moveTo }: RowFocus): void {
  const { revealed } = useWindowState()
  const wanted = useValue(revealed)
  useEffect(() => {
    const index = wanted === null ? -1 : ids.indexOf(wanted.id)
    if (wanted === null || index < 0) return
    revealed.set(null)
    moveTo(index)
    // The row may only come into the page by the scrolling.
    requestAnimationFrame(() => requestAnimationFrame(() => flash(wanted.id)))
  }, [wanted, ids, moveTo, revealed])
}

const flash = (id: UploadId) =>
  rowElement(id)?.animate([{ background: 'var(--color-flash)' }, {}], { duration: 1200, easing: 'ease-out' })

/** Keeps the row with the focus in sight when the queue's order changes because the user wants it. */
function useFollowing(ids: readonly UploadId[], { index, moveTo }: RowFocus) {
  const isWanted = useRef(false)
  useLayoutEffect(() => {
    if (isWanted.current) moveTo(index)
    isWanted.current = false
    // Only the order matters: the row with the focus may be scrolled away from.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ids])
  return useCallback(() => {
    isWanted.current = true
  }, [])
}

/** Everything one can do in the list with keys and pointer. */
function useListInput(ids: readonly UploadId[], { focus, virtualizer }: ReturnType<typeof useRows>) {
  const state = useWindowState()
  const row = useRowActions()
  const followFocus = useFollowing(ids, focus)
  const reorder = useMemo(() => {
    const made = createReorder(state)
    return {
      ...made,
      step: (...step: Parameters<typeof made.step>) => {
        followFocus()
        made.step(...step)
      },
    }
  }, [state, followFocus])
  const rows = useCallback(() => virtualizer.getVirtualItems(), [virtualizer])
  const dragging = useDragOrder({ rows, reorder, onDropped: followFocus })
  const onKeyDown = useListKeys({ focus, actions: row.actions, reorder })
  useRevealing(ids, focus)
  return { row, dragging, onKeyDown, onClick: useListClicks() }
}

interface SlotProps {
  /** Measures the slot once it is in the page. */
  readonly element: (element: HTMLElement | null) => void
  readonly id: UploadId
  readonly index: number
  /** Pixels from the top of the list. */
  readonly start: number
  readonly heading: Heading | undefined
  readonly density: RowDensity
  readonly actions: RowActions
  readonly tabIndex: 0 | -1
}

/** A row's place in the list, and the heading above it where a section begins. */
function Slot({ element, id, index, start, heading, density, actions, tabIndex }: SlotProps) {
  const headingId = `heading-${id}`
  return (
    <div
      ref={element}
      className="upload-slot"
      role="presentation"
      data-index={index}
      style={{ transform: `translateY(${start}px)` }}
    >
      {heading && <SectionHeading id={headingId} heading={heading} />}
      <UploadRow
        {...{ id, density, actions, tabIndex }}
        place={index + 1}
        headingId={heading === undefined ? undefined : headingId}
      />
    </div>
  )
}

/** The uploads that are to be shown, however many: only the rows in sight are in the page. */
export function UploadList() {
  const list = useShownList()
  const { ids, headings } = list
  const density = useDensity()
  const rows = useRows(list, density)
  const { scroller, focus, virtualizer } = rows
  const { row, dragging, onKeyDown, onClick } = useListInput(ids, rows)
  const { drag, props } = dragging
  const isDragging = useSyncExternalStore(drag.subscribe, () => drag.get() !== null)
  return (
    // The room below the last row belongs to the list: a click there selects nothing.
    <div className="upload-scroller" data-density={density} ref={scroller} {...props} onClick={onClick}>
      {ids.length === 0 && <NoMatch />}
      <div
        {...focus.props}
        className="upload-list"
        role="grid"
        aria-multiselectable="true"
        aria-rowcount={ids.length}
        aria-label={WORDS.list}
        data-dragging={isDragging || undefined}
        style={{ blockSize: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const id = ids[index]
          return (
            id !== undefined && (
              <Slot
                key={id}
                element={virtualizer.measureElement}
                {...{ id, index, start, density, heading: headings.get(index), actions: row.actions }}
                tabIndex={index === focus.index ? 0 : -1}
              />
            )
          )
        })}
        <DragMarks drag={drag} />
      </div>
      <RowMenu menu={row.menu} actions={row.actions} onClose={row.closeMenu} />
    </div>
  )
}
