import { X, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../controls/IconButton.tsx'
import { WORDS } from '../wording.ts'

interface Props {
  readonly icon: LucideIcon
  readonly tone: 'plain' | 'busy' | 'accent' | 'warning' | 'bad'
  readonly text: string
  readonly onDismiss?: () => void
  readonly children?: ReactNode
}

/** A quiet line above the list, with room for details below and a way to dismiss it. */
export function Banner({ icon: Icon, tone, text, onDismiss, children }: Props) {
  return (
    <div className="banner" data-tone={tone}>
      <Icon className="banner-icon" size={16} strokeWidth={2} aria-hidden="true" />
      <div className="banner-text">
        <p>{text}</p>
        {children}
      </div>
      {onDismiss && (
        <IconButton
          icon={X}
          label={WORDS.dismiss}
          name={WORDS.row.labelled(WORDS.dismiss, text)}
          onClick={onDismiss}
        />
      )}
    </div>
  )
}
