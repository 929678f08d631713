import { Popover } from '@base-ui/react/popover'
import { Gauge } from 'lucide-react'
import { useState } from 'react'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { describeLimit, explainLimit } from './describe-limit.ts'
import { LimitChoice } from './LimitChoice.tsx'

/** Shows what may be sent now, and lets one change it while uploads run. */
export function BandwidthControl() {
  const { client, run, preferences, limit, isSettingsOpen } = useWindowState()
  const [isOpen, setOpen] = useState(false)
  const chosen = useValue(preferences)
  const inForce = useValue(limit)
  if (chosen === null) return null
  const explanation = explainLimit(inForce)
  const openSettings = () => {
    setOpen(false)
    isSettingsOpen.set(true)
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        className="link-button limit-button"
        data-limited={inForce.choice !== null}
        title={explanation ?? undefined}
      >
        <Gauge size={14} strokeWidth={2} aria-hidden="true" />
        {describeLimit(inForce)}
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
              title={inForce.isScheduled ? WORDS.bandwidth.usualTitle : WORDS.bandwidth.title}
              choice={chosen.bandwidthLimit}
              onChoose={(bandwidthLimit) => run(client.commands.changePreferences({ bandwidthLimit }))}
            />
            <p className="field-note">{explanation ?? WORDS.bandwidth.note}</p>
            <button type="button" className="link-button limit-schedule-link" onClick={openSettings}>
              {WORDS.bandwidth.schedule}
            </button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
