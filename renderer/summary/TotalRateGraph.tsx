import { useNow } from '../use-now.ts'
import { useWindowState } from '../window-context.ts'
import { pointsIn } from './total-rate.ts'

const WIDTH = 64
const HEIGHT = 16
/** Fewer make a mark that looks like a stray letter. */
const LEAST_SECONDS = 20
/** Room for the line's own width. */
const EDGE = 1

/** How fast all uploads were in the last minute. It says nothing that the numbers beside it do not. */
export function TotalRateGraph() {
  const { totalRate } = useWindowState()
  useNow(true)
  const samples = totalRate.recent()
  if (samples.length < LEAST_SECONDS) return null
  return (
    <svg
      className="total-rate"
      viewBox={`${-EDGE} ${-EDGE} ${WIDTH + 2 * EDGE} ${HEIGHT + 2 * EDGE}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <polyline points={pointsIn(samples, WIDTH, HEIGHT)} />
    </svg>
  )
}
