import { Plus } from 'lucide-react'
import type { LimitSchedule } from '../../app/contract/limit-schedule.ts'
import { WORDS } from '../wording.ts'
import { FIRST_RULE, withRule } from './limit-rules.ts'
import { RuleRow } from './RuleRow.tsx'

const words = WORDS.settings

interface Props {
  readonly schedule: LimitSchedule
  readonly onChange: (schedule: LimitSchedule) => void
}

/** What may be sent when, hours by hours. Switched off, it is kept for another time. */
export function ScheduleEditor({ schedule, onChange }: Props) {
  const { isOn, rules } = schedule
  const turn = (on: boolean) => onChange({ isOn: on, rules: rules.length === 0 ? [FIRST_RULE] : rules })
  return (
    <div className="schedule">
      <label className="choice">
        <input type="checkbox" checked={isOn} onChange={(event) => turn(event.target.checked)} />
        {words.schedule}
      </label>
      {isOn && (
        <>
          <ol className="rules">
            {rules.map((rule, index) => (
              <RuleRow
                key={index}
                number={index + 1}
                rule={rule}
                onChange={(changed) => onChange({ isOn, rules: withRule(rules, index, changed) })}
                onRemove={() => onChange({ isOn, rules: withRule(rules, index, null) })}
              />
            ))}
          </ol>
          <button
            type="button"
            className="link-button"
            onClick={() => onChange({ isOn, rules: [...rules, FIRST_RULE] })}
          >
            <Plus size={14} aria-hidden="true" />
            {words.addRule}
          </button>
          {rules.length > 1 && <p className="field-note">{words.scheduleNote}</p>}
        </>
      )}
    </div>
  )
}
