import { X } from 'lucide-react'
import { useState } from 'react'
import { clockLocale, formatRate } from '../idiom.ts'
import { WEEKDAYS, type BandwidthChoice, type LimitRule } from '../../app/contract/limit-schedule.ts'
import { RateSlider } from '../bandwidth/RateSlider.tsx'
import { WORDS } from '../wording.ts'
import { dayName, minuteOf, timeText, withDay } from './limit-rules.ts'

const words = WORDS.settings

interface Props {
  readonly number: number
  readonly rule: LimitRule
  readonly onChange: (rule: LimitRule) => void
  readonly onRemove: () => void
}

function Days({ rule, onChange }: Pick<Props, 'rule' | 'onChange'>) {
  return (
    <div className="rule-days" role="group" aria-label={words.days}>
      {WEEKDAYS.map((day) => (
        <label key={day} className="rule-day">
          <input
            type="checkbox"
            className="visually-hidden"
            aria-label={dayName(day, 'long')}
            checked={rule.days.includes(day)}
            onChange={(event) => onChange({ ...rule, days: withDay(rule.days, day, event.target.checked) })}
          />
          <span aria-hidden="true">{dayName(day, 'short')}</span>
        </label>
      ))}
    </div>
  )
}

/** What is to be known of the hours beyond what the fields say; null for nothing. */
function noteOn({ days, from, to }: LimitRule): string | null {
  if (days.length === 0) return words.noDays
  if (from === to) return words.wholeDay
  return to < from ? words.nextDay : null
}

interface TimeFieldProps {
  readonly label: string
  readonly minute: number
  readonly onChange: (minute: number) => void
}

/** A time of the day. While it is being typed it is the field's own: whatever is put into it would start it over. */
function TimeField({ label, minute, onChange }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <input
      type="time"
      lang={clockLocale()}
      className="time-field"
      aria-label={label}
      value={typed ?? timeText(minute)}
      onChange={({ target: { value } }) => {
        setTyped(value)
        const wanted = minuteOf(value)
        if (wanted !== null) onChange(wanted)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

function Hours({ rule, onChange }: Pick<Props, 'rule' | 'onChange'>) {
  const field = (name: 'from' | 'to') => (
    <TimeField
      label={words[name]}
      minute={rule[name]}
      onChange={(minute) => onChange({ ...rule, [name]: minute })}
    />
  )
  const note = noteOn(rule)
  return (
    <div className="rule-hours">
      {field('from')}
      <span aria-hidden="true">–</span>
      {field('to')}
      {note !== null && <span className="rule-note">{note}</span>}
    </div>
  )
}

type Kind = keyof typeof words.ruleLimits

const kindOf = (limit: BandwidthChoice): Kind => {
  if (limit === null) return 'none'
  return limit === 'leave-room' ? 'leaveRoom' : 'atMost'
}

/** What the slider stands at when the hours of a rule are first to have a limit. */
const FIRST_LIMIT = 1_000_000

const LIMIT_OF: Readonly<Record<Kind, BandwidthChoice>> = {
  none: null,
  leaveRoom: 'leave-room',
  atMost: FIRST_LIMIT,
}

function RuleLimit({ rule, onChange }: Pick<Props, 'rule' | 'onChange'>) {
  const { limit } = rule
  const choose = (chosen: BandwidthChoice) => onChange({ ...rule, limit: chosen })
  return (
    <div className="rule-limit">
      <select
        className="select-field"
        aria-label={words.ruleLimit}
        value={kindOf(limit)}
        onChange={(event) => choose(LIMIT_OF[event.target.value as Kind])}
      >
        {Object.entries(words.ruleLimits).map(([kind, label]) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </select>
      {typeof limit === 'number' && (
        <>
          <RateSlider limit={limit} onChange={choose} />
          <span className="rule-rate">{formatRate(limit)}</span>
        </>
      )}
    </div>
  )
}

/** Hours of some days, and what may be sent then. */
export function RuleRow({ number, rule, onChange, onRemove }: Props) {
  return (
    <li className="rule" aria-label={words.rule(number)}>
      <Days rule={rule} onChange={onChange} />
      <Hours rule={rule} onChange={onChange} />
      <RuleLimit rule={rule} onChange={onChange} />
      <button
        type="button"
        className="icon-button rule-remove"
        aria-label={words.removeRule}
        title={words.removeRule}
        onClick={onRemove}
      >
        <X size={16} aria-hidden="true" />
      </button>
    </li>
  )
}
