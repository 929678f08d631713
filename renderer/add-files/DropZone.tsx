import { Upload } from 'lucide-react'
import { WORDS } from '../wording.ts'

interface Props {
  readonly onChoose: () => void
}

/** What an empty list is: an invitation to drop. The drop itself is taken by the whole window. */
export function DropZone({ onChoose }: Props) {
  return (
    <section className="drop-zone" aria-label={WORDS.empty.title}>
      <span className="drop-zone-icon" aria-hidden="true">
        <Upload size={28} strokeWidth={1.75} />
      </span>
      <h2 className="drop-zone-title">{WORDS.empty.title}</h2>
      <button type="button" className="link-button" onClick={onChoose}>
        {WORDS.empty.choose}
      </button>
      <p className="drop-zone-text">{WORDS.empty.explanation}</p>
    </section>
  )
}
