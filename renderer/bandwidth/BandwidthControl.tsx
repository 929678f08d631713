import { Popover } from '@base-ui/react/popover'
import { Gauge } from 'lucide-react'
import { useState } from 'react'
import { formatBitRate, formatRate } from '../../app/contract/format.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { LAST_STEP, limitAt, stepOf } from './limit-scale.ts'

/** What the slider stands at when a limit is first wanted. */
const USUAL_LIMIT = 2_000_000

interface ChoiceProps {
  readonly limit: number | null
  readonly onChoose: (limit: number | null) => void
}

function LimitChoice({ limit, onChoose }: ChoiceProps) {
  // What it was before it was lifted comes back with it.
  const [last, setLast] = useState(limit ?? USUAL_LIMIT)
  const choose = (wanted: number) => {
    setLast(wanted)
    onChoose(wanted)
  }
  return (
    <fieldset className="limit-choice">
      <legend className="popover-title">{WORDS.bandwidth.title}</legend>
      <label className="choice">
        <input type="radio" name="limit" checked={limit === null} onChange={() => onChoose(null)} />
        {WORDS.bandwidth.none}
      </label>
      <label className="choice">
        <input type="radio" name="limit" checked={limit !== null} onChange={() => onChoose(last)} />
        {WORDS.bandwidth.atMost(formatRate(last), formatBitRate(last))}
      </label>
      <input
        type="range"
        className="slider"
        min={0}
        max={LAST_STEP}
        value={stepOf(last)}
        aria-label={WORDS.bandwidth.slider}
        aria-valuetext={WORDS.bandwidth.atMost(formatRate(last), formatBitRate(last))}
        onChange={(event) => choose(limitAt(event.target.valueAsNumber))}
      />
      <p className="field-note">{WORDS.bandwidth.note}</p>
    </fieldset>
  )
}

/** Shows the bandwidth limit, and lets one change it while uploads run. */
export function BandwidthControl() {
  const { client, run, preferences } = useWindowState()
  const chosen = useValue(preferences)
  if (chosen === null) return null
  const limit = chosen.bandwidthLimit
  const label = limit === null ? WORDS.bandwidth.button : WORDS.bandwidth.limited(formatRate(limit))
  return (
    <Popover.Root>
      <Popover.Trigger className="link-button limit-button" data-limited={limit !== null}>
        <Gauge size={14} strokeWidth={2} aria-hidden="true" />
        {label}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner
          className="popup-positioner"
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={8}
        >
          <Popover.Popup className="popover" aria-label={WORDS.bandwidth.title}>
            <LimitChoice
              limit={limit}
              onChoose={(bandwidthLimit) => run(client.commands.changePreferences({ bandwidthLimit }))}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
