import { Copy } from 'lucide-react'
import { IconButton } from '../controls/IconButton.tsx'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

interface Props {
  readonly name: string
  readonly value: string
  /** Whether it is something to copy. */
  readonly copies?: boolean
}

/** A fact, with a button that copies it where it is something to copy. */
export function Fact({ name, value, copies }: Props) {
  const { copy } = useWindowState()
  return (
    <div className="details-fact">
      <dt>{name}</dt>
      <dd>
        <bdi className={copies ? 'details-code' : undefined}>{value}</bdi>
        {copies && <IconButton icon={Copy} label={WORDS.details.copy(name)} onClick={() => copy(value)} />}
      </dd>
    </div>
  )
}
