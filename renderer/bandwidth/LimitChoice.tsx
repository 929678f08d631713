import { useId, useState } from 'react'
import { formatRate } from '../idiom.ts'
import type { BandwidthChoice } from '../../app/contract/limit-schedule.ts'
import { WORDS } from '../wording.ts'
import { RateSlider } from './RateSlider.tsx'

/** What the slider stands at when a limit is first wanted. */
const USUAL_LIMIT = 2_000_000

interface Props {
  readonly title: string
  readonly choice: BandwidthChoice
  readonly onChoose: (choice: BandwidthChoice) => void
}

/** What may be sent: everything, what leaves room for others, or so much. */
export function LimitChoice({ title, choice, onChoose }: Props) {
  const name = useId()
  const chosen = typeof choice === 'number' ? choice : null
  // What it was before it was lifted comes back with it.
  const [before, setBefore] = useState(chosen ?? USUAL_LIMIT)
  const last = chosen ?? before
  const choose = (wanted: BandwidthChoice) => {
    setBefore(typeof wanted === 'number' ? wanted : last)
    onChoose(wanted)
  }
  const atMost = WORDS.bandwidth.limited(formatRate(last))
  const options = [
    { value: null, label: WORDS.bandwidth.none, isChosen: choice === null },
    { value: 'leave-room', label: WORDS.bandwidth.leaveRoom, isChosen: choice === 'leave-room' },
    { value: last, label: atMost, isChosen: chosen !== null },
  ] as const
  return (
    <fieldset className="limit-choice">
      <legend className="popover-title">{title}</legend>
      {options.map(({ value, label, isChosen }) => (
        <label key={String(typeof value === 'number' ? 'number' : value)} className="choice">
          <input type="radio" name={name} checked={isChosen} onChange={() => choose(value)} />
          {label}
        </label>
      ))}
      <RateSlider limit={last} onChange={choose} />
    </fieldset>
  )
}
