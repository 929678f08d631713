import { ChevronRight, X } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { IconButton } from '../controls/IconButton.tsx'
import { rowElement } from '../upload-list/row-element.ts'
import { useUpload, useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { Figures } from './Figures.tsx'
import { Overview } from './Overview.tsx'
import { Several } from './Several.tsx'
import type { ShownDetails } from './shown-details.ts'

interface PanelProps {
  readonly title: string
  /** Another object takes the focus, if that is what it says. */
  readonly shown: ShownDetails
  readonly children: ReactNode
  readonly onClose: () => void
}

function Panel({ title, shown, children, onClose }: PanelProps) {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (shown.takesFocus) panel.current?.focus({ preventScroll: true })
  }, [shown])
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  return (
    <aside
      ref={panel}
      className="details"
      aria-labelledby="details-title"
      tabIndex={-1}
      onKeyDown={closeOnEscape}
    >
      <header className="details-header">
        <h2 id="details-title" className="details-title" title={title}>
          {title}
        </h2>
        <IconButton icon={X} label={WORDS.details.close} onClick={onClose} />
      </header>
      {children}
    </aside>
  )
}

interface ContentsProps {
  readonly upload: UploadView
  readonly isUnfolded: boolean
  readonly onUnfold: (isUnfolded: boolean) => void
}

function Contents({ upload, isUnfolded, onUnfold }: ContentsProps) {
  return (
    <div className="details-contents">
      <Overview upload={upload} />
      <div className="details-more">
        <button
          type="button"
          className="details-fold"
          aria-expanded={isUnfolded}
          onClick={() => onUnfold(!isUnfolded)}
        >
          <ChevronRight size={14} strokeWidth={2} aria-hidden="true" />
          {WORDS.details.figures}
        </button>
        {isUnfolded && <Figures upload={upload} />}
      </div>
    </div>
  )
}

function Details({ shown, ...fold }: Omit<ContentsProps, 'upload'> & { readonly shown: ShownDetails }) {
  const { detailsOf, selection } = useWindowState()
  const { upload } = useUpload(shown.id)
  const { ids } = useValue(selection)
  if (!upload) return null
  const close = () => {
    detailsOf.set(null)
    rowElement(shown.id)?.focus({ preventScroll: true })
  }
  if (ids.size > 1)
    return (
      <Panel title={WORDS.details.several(ids.size)} shown={shown} onClose={close}>
        <Several ids={ids} />
      </Panel>
    )
  return (
    <Panel title={upload.name} shown={shown} onClose={close}>
      <Contents upload={upload} {...fold} />
    </Panel>
  )
}

/** What there is to know of the upload that is selected, beside the list, or over it where there is no room. */
export function DetailsPanel() {
  const { detailsOf } = useWindowState()
  const shown = useValue(detailsOf)
  // Whoever wants the figures of one upload wants those of the next.
  const [isUnfolded, setUnfolded] = useState(false)
  return shown && <Details shown={shown} isUnfolded={isUnfolded} onUnfold={setUnfolded} />
}
