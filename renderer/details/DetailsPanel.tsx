import { Copy, X } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { formatBytes, formatCount, formatMoment, formatTime, IDIOM } from '../idiom.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import { describeEntry } from '../../app/contract/receipt-text.ts'
import type { UploadDetails } from '../../app/contract/upload-details.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { IconButton } from '../controls/IconButton.tsx'
import { hexFromBase64 } from '../upload-list/checksum-hex.ts'
import { rowElement } from '../upload-list/row-element.ts'
import { useUpload, useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { PartsMap } from './PartsMap.tsx'
import { RateGraph } from './RateGraph.tsx'
import { useDetails } from './use-details.ts'

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="details-section">
      <h3 className="details-heading">{title}</h3>
      {children}
    </section>
  )
}

/** A fact, with a button that copies it where it is something to copy. */
function Fact({
  name,
  value,
  copies,
}: {
  readonly name: string
  readonly value: string
  readonly copies?: boolean
}) {
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

/** When the upload's hour ends and what that means: nothing else says why an upload is in a hurry, or starts over. */
function Hour({ id }: Pick<UploadView, 'id'>) {
  const deadline = useUpload(id).progress?.deadline ?? null
  if (deadline === null) return null
  const { hour, hourEnds } = WORDS.details
  return <Fact name={hour} value={hourEnds(formatTime(deadline.expiresAt))} />
}

function Facts({ upload, details }: { readonly upload: UploadView; readonly details: UploadDetails | null }) {
  const { id, sizeBytes, fileChecksum, path, sessionsLost, lossReason, state } = upload
  const words = WORDS.details
  return (
    <dl className="details-facts">
      <Fact name={words.size} value={words.exactSize(formatCount(sizeBytes), formatBytes(sizeBytes))} />
      {details && (
        <>
          <Fact name={words.sent} value={formatBytes(details.sentBytes)} />
          <Fact name={words.sentAgain} value={formatBytes(details.sentAgainBytes)} />
        </>
      )}
      {state.kind !== 'completed' && <Hour id={id} />}
      {sessionsLost > 0 && (
        <Fact
          name={words.startedOver}
          value={words.times(sessionsLost, lossReason && IDIOM.basics.reasons[lossReason])}
        />
      )}
      <Fact copies name={words.path} value={path} />
      {fileChecksum !== null && <Fact copies name={words.checksum} value={hexFromBase64(fileChecksum)} />}
      {details?.fileId != null && <Fact copies name={words.fileId} value={details.fileId} />}
    </dl>
  )
}

function Timeline({ timeline }: Pick<UploadDetails, 'timeline'>) {
  return (
    <ol className="details-timeline">
      {timeline.map((entry, index) => (
        <li key={index}>
          <time dateTime={new Date(entry.firstAt).toISOString()}>{formatMoment(entry.firstAt)}</time>
          <span>{describeEntry(entry, IDIOM)}</span>
        </li>
      ))}
    </ol>
  )
}

function Contents({ upload }: { readonly upload: UploadView }) {
  const { client, run, receipt } = useWindowState()
  const { id } = upload
  const details = useDetails(id)
  const words = WORDS.details
  return (
    <div className="details-contents">
      {details !== null && details.parts.length > 0 && (
        <Section title={words.parts(details.parts.length)}>
          <PartsMap parts={details.parts} />
        </Section>
      )}
      {upload.state.kind === 'uploading' && (
        <Section title={words.rate}>
          <RateGraph id={id} />
        </Section>
      )}
      <Section title={words.facts}>
        <Facts upload={upload} details={details} />
      </Section>
      {details && (
        <Section title={words.timeline}>
          <Timeline timeline={details.timeline} />
        </Section>
      )}
      {upload.state.kind === 'completed' && (
        <button
          type="button"
          className="button"
          onClick={() => run(client.commands.receipt(id).then(receipt.set))}
        >
          {WORDS.row.receipt}
        </button>
      )}
    </div>
  )
}

function Panel({ id, onClose }: { readonly id: UploadId; readonly onClose: () => void }) {
  const { upload } = useUpload(id)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus({ preventScroll: true }), [id])
  if (!upload) return null
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
        <h2 id="details-title" className="details-title" title={upload.name}>
          {upload.name}
        </h2>
        <IconButton icon={X} label={WORDS.details.close} onClick={onClose} />
      </header>
      <Contents upload={upload} />
    </aside>
  )
}

/** What there is to know of one upload beyond its row: beside the list, or over it where there is no room. */
export function DetailsPanel() {
  const { detailsOf } = useWindowState()
  const id = useValue(detailsOf)
  if (id === null) return null
  const close = () => {
    detailsOf.set(null)
    rowElement(id)?.focus({ preventScroll: true })
  }
  return <Panel id={id} onClose={close} />
}
