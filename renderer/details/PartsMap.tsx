import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { PartState } from '../../app/contract/upload-details.ts'
import { formatCount } from '../idiom.ts'
import { useDarkTheme } from '../use-dark-theme.ts'
import { WORDS } from '../wording.ts'
import {
  cellsOf,
  countForLegend,
  countParts,
  layOutParts,
  type PartCell,
  type PartMapLayout,
} from './part-map.ts'

const MOST_HEIGHT_PX = 168
const GAP_PX = 2
const STATES: readonly PartState[] = ['stored', 'stored-again', 'in-flight', 'planned']

/** The colours are those of the legend as they are painted: a canvas knows nothing of the style sheet's. */
function colorsIn(legend: HTMLElement): Readonly<Record<string, string>> {
  const swatches = [...legend.querySelectorAll<HTMLElement>('[data-part]')]
  return Object.fromEntries(
    swatches.map((swatch) => [swatch.dataset.part ?? '', getComputedStyle(swatch).backgroundColor]),
  )
}

function draw(
  canvas: HTMLCanvasElement,
  legend: HTMLElement,
  layout: PartMapLayout,
  cells: readonly PartCell[],
) {
  const context = canvas.getContext('2d')
  if (!context) return
  const { columns, rows, pitchPx } = layout
  const scale = window.devicePixelRatio
  canvas.width = Math.ceil(columns * pitchPx * scale)
  canvas.height = Math.ceil(rows * pitchPx * scale)
  context.scale(scale, scale)
  const colors = colorsIn(legend)
  const side = pitchPx - GAP_PX
  cells.forEach(({ state, fraction }, index) => {
    const x = (index % columns) * pitchPx
    const y = Math.floor(index / columns) * pitchPx
    context.fillStyle = colors[state] ?? ''
    context.fillRect(x, y, side, side)
    if (fraction === 0 || fraction === 1) return
    // Of several parts in one cell so many are stored: it fills from below.
    context.fillStyle = colors.stored ?? ''
    context.fillRect(x, y + side * (1 - fraction), side, side * fraction)
  })
}

/** How wide an element is, kept up to date. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return width
}

/** Every part of an upload as a cell, and how many there are of each kind in words. */
export function PartsMap({ parts }: { readonly parts: string }) {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const legend = useRef<HTMLUListElement>(null)
  const width = useWidth(box)
  const isDark = useDarkTheme()
  const counts = countForLegend(countParts(parts))
  const layout = layOutParts(parts.length, width, MOST_HEIGHT_PX)

  useLayoutEffect(() => {
    if (canvas.current && legend.current && width > 0)
      draw(canvas.current, legend.current, layout, cellsOf(parts, layout.partsPerCell))
    // The layout follows from the parts and the width.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [parts, width, isDark])

  const { columns, rows, pitchPx, partsPerCell } = layout
  return (
    <div ref={box} className="parts-map">
      <canvas
        ref={canvas}
        role="img"
        aria-label={WORDS.details.partsLabel(counts.stored, parts.length)}
        style={{ inlineSize: columns * pitchPx, blockSize: rows * pitchPx }}
      />
      <ul ref={legend} className="parts-legend">
        {STATES.filter((state) => state === 'stored' || counts[state] > 0).map((state) => (
          <li key={state}>
            <span className="parts-swatch" data-part={state} aria-hidden="true" />
            {`${formatCount(counts[state])} ${WORDS.details.partStates[state]}`}
          </li>
        ))}
      </ul>
      {partsPerCell > 1 && <p className="details-note">{WORDS.details.severalPerCell(partsPerCell)}</p>}
    </div>
  )
}
