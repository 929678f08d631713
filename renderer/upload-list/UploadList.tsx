import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useRef } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import { useShownIds } from '../use-uploads.ts'
import { WORDS } from '../wording.ts'
import { NoMatch } from './NoMatch.tsx'
import { RowMenu } from './RowMenu.tsx'
import { UploadRow } from './UploadRow.tsx'
import { useRowActions } from './use-row-actions.ts'
import { useRowFocus } from './use-row-focus.ts'

const ROW_HEIGHT_PX = 68

/** The rows in sight and a few around, and always the one in the tab order: without it the focus would be lost. */
const rowsAround = (range: Range, kept: number): number[] => {
  const rows = defaultRangeExtractor(range)
  if (kept >= range.count || rows.includes(kept)) return rows
  return [...rows, kept].sort((a, b) => a - b)
}

/** The rows that are in the page, and which of them is in the tab order. */
function useRows(ids: readonly UploadId[]) {
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
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => ids[index] ?? index,
    rangeExtractor: (range) => rowsAround(range, focus.index),
    overscan: 6,
  })
  useLayoutEffect(() => {
    scrollTo.current = (index) => virtualizer.scrollToIndex(index, { align: 'auto' })
  }, [virtualizer])
  return { scroller, focus, virtualizer }
}

/** The uploads that are to be shown, however many: only the rows in sight are in the page. */
export function UploadList() {
  const ids = useShownIds()
  const { actions, menu, closeMenu } = useRowActions()
  const { scroller, focus, virtualizer } = useRows(ids)
  return (
    <div className="upload-scroller" ref={scroller}>
      {ids.length === 0 && <NoMatch />}
      <ul
        {...focus.props}
        className="upload-list"
        // A list without markers is none to VoiceOver unless it says so.
        role="list"
        aria-label={WORDS.list}
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            ref={virtualizer.measureElement}
            className="upload-slot"
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={ids.length}
            style={{ transform: `translateY(${start}px)` }}
          >
            <UploadRow id={key as UploadId} actions={actions} tabIndex={index === focus.index ? 0 : -1} />
          </li>
        ))}
      </ul>
      <RowMenu menu={menu} actions={actions} onClose={closeMenu} />
    </div>
  )
}
