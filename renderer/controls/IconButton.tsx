import { Tooltip } from '@base-ui/react/tooltip'
import type { LucideIcon } from 'lucide-react'
import type { MouseEvent } from 'react'
import { tooltipHandle } from './tooltip.ts'

interface Props {
  readonly icon: LucideIcon
  /** What it is called: its tooltip, and what a screen reader says unless `name` says more. */
  readonly label: string
  readonly name?: string
  readonly className?: string
  readonly tabIndex?: number
  readonly opensMenu?: boolean
  readonly onClick: (event: MouseEvent<HTMLElement>) => void
}

/** A button that is an icon, with a name and a tooltip. */
export function IconButton({ icon: Icon, label, name, className, tabIndex, opensMenu, onClick }: Props) {
  return (
    <Tooltip.Trigger
      handle={tooltipHandle}
      payload={label}
      className={className ? `icon-button ${className}` : 'icon-button'}
      aria-label={name ?? label}
      aria-haspopup={opensMenu ? 'menu' : undefined}
      tabIndex={tabIndex}
      onClick={onClick}
    >
      <Icon size={16} strokeWidth={2} aria-hidden="true" />
    </Tooltip.Trigger>
  )
}
