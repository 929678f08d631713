import { useEffect, useRef } from 'react'
import type UPlot from 'uplot'
import type { UploadId } from '../../app/contract/ids.ts'
import { formatRate, formatTime } from '../idiom.ts'
import { useDarkTheme } from '../use-dark-theme.ts'
import { useNow } from '../use-now.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import type { RateSamples } from './rate-history.ts'

const HEIGHT_PX = 120
const AXIS_PX = 68
/** Half of what the longest time of day takes, which stands centered below its line. */
const HALF_TIME_PX = 28

/** A clock without seconds says something new once a minute. */
const TIME_STEPS = [60, 120, 300, 600]

const dataOf = ({ seconds, rates }: RateSamples): UPlot.AlignedData => [[...seconds], [...rates]]

const optionsFor = (box: HTMLElement): UPlot.Options => {
  // It draws on a canvas, which knows nothing of the style sheet's colours.
  const { color, borderBlockStartColor, outlineColor } = getComputedStyle(box)
  const axis = { stroke: color, grid: { stroke: borderBlockStartColor, width: 1 }, ticks: { show: false } }
  return {
    ...{ width: box.clientWidth, height: HEIGHT_PX },
    legend: { show: false },
    cursor: { show: false },
    padding: [8, HALF_TIME_PX, 0, 0],
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.15)] } },
    axes: [
      {
        ...{ ...axis, size: 28, incrs: TIME_STEPS },
        values: (_plot, seconds) => seconds.map((second) => formatTime(second * 1000)),
      },
      { ...axis, size: AXIS_PX, values: (_plot, rates) => rates.map((rate) => formatRate(rate)) },
    ],
    series: [{}, { stroke: outlineColor, width: 2, points: { show: false }, spanGaps: false }],
  }
}

/** How fast an upload has been while the window was open. The library that draws it comes when it is first needed. */
export function RateGraph({ id }: { readonly id: UploadId }) {
  const { rateHistory } = useWindowState()
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot | null>(null)
  const isDark = useDarkTheme()
  const now = useNow(true)
  const hasEnough = rateHistory.of(id).seconds.length > 1

  useEffect(() => {
    const element = box.current
    if (!hasEnough || element === null) return
    let isWanted = true
    void import('uplot').then(({ default: Plot }) => {
      if (isWanted) plot.current = new Plot(optionsFor(element), dataOf(rateHistory.of(id)), element)
    })
    return () => {
      isWanted = false
      plot.current?.destroy()
      plot.current = null
    }
  }, [hasEnough, id, isDark, rateHistory])

  useEffect(() => plot.current?.setData(dataOf(rateHistory.of(id))), [now, id, rateHistory])

  if (!hasEnough) return <p className="details-note">{WORDS.details.noRateYet}</p>
  return <div ref={box} className="rate-graph" role="img" aria-label={WORDS.details.rateLabel} />
}
