import { useState } from 'react'
import { formatRate } from '../idiom.ts'
import { WORDS } from '../wording.ts'
import { LAST_STEP, limitAt, stepOf } from './limit-scale.ts'

interface Props {
  /** Bytes a second. */
  readonly limit: number
  readonly onChange: (limit: number) => void
}

/**
 * How much may be sent. What is chosen goes to the app and comes back, so while somebody moves it the slider is its
 * own: put back for that moment, it would lose steps.
 */
export function RateSlider({ limit, onChange }: Props) {
  const [moved, setMoved] = useState<number | null>(null)
  const shown = moved ?? limit
  return (
    <input
      type="range"
      className="slider"
      min={0}
      max={LAST_STEP}
      value={stepOf(shown)}
      aria-label={WORDS.bandwidth.slider}
      aria-valuetext={WORDS.bandwidth.limited(formatRate(shown))}
      onChange={({ target }) => {
        const wanted = limitAt(target.valueAsNumber)
        setMoved(wanted)
        onChange(wanted)
      }}
      onBlur={() => setMoved(null)}
    />
  )
}
