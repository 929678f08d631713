import { Upload } from 'lucide-react'
import { WORDS } from '../wording.ts'

interface Props {
  /** Files and folders that hang over the window. */
  readonly count: number
}

/** Covers the window while files hang over it, and lets the drop through to it. */
export function DropOverlay({ count }: Props) {
  return (
    <div className="drop-overlay" aria-hidden="true">
      <div className="drop-overlay-card">
        <Upload size={28} strokeWidth={1.75} />
        <span>{WORDS.dropOverlay(count)}</span>
        <span className="drop-overlay-detail">{WORDS.dropOverlayDetail}</span>
      </div>
    </div>
  )
}
