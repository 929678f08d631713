import { WORDS } from '../wording.ts'
import type { Bar } from './describe-state.ts'

interface Props {
  readonly name: string
  readonly bar: Bar
}

const percent = (fraction: number): string => `${fraction * 100}%`

/** A bar of bytes, in one style for bytes checked and in another for bytes stored; what is on its way comes after. */
export function StateBar({ name, bar }: Props) {
  return (
    <div
      className="state-bar"
      data-kind={bar.kind}
      role="progressbar"
      aria-label={WORDS.row.progress(name)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(bar.fraction * 100)}
      aria-valuetext={bar.text}
    >
      <div className="state-bar-fill" style={{ inlineSize: percent(bar.fraction) }} />
      {bar.onItsWay !== undefined && (
        <div className="state-bar-on-its-way" style={{ inlineSize: percent(bar.onItsWay) }} />
      )}
    </div>
  )
}
