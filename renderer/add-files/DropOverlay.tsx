import { Upload } from 'lucide-react'
import { WORDS } from '../wording.ts'

/** Covers the window while files hang over it, and lets the drop through to it. */
export function DropOverlay() {
  return (
    <div className="drop-overlay" aria-hidden="true">
      <div className="drop-overlay-card">
        <Upload size={28} strokeWidth={1.75} />
        <span>{WORDS.dropOverlay}</span>
      </div>
    </div>
  )
}
