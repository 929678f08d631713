import type { ReactNode } from 'react'
import { describeEntry } from '../../app/contract/receipt-text.ts'
import type { UploadDetails } from '../../app/contract/upload-details.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { formatBytes, formatMoment, formatTime, IDIOM } from '../idiom.ts'
import { hexFromBase64 } from '../upload-list/checksum-hex.ts'
import { useUpload } from '../use-uploads.ts'
import { WORDS } from '../wording.ts'
import { Fact } from './Fact.tsx'
import { PartsMap } from './PartsMap.tsx'
import { RateGraph } from './RateGraph.tsx'
import { useDetails } from './use-details.ts'

const words = WORDS.details

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="details-section">
      <h3 className="details-heading">{title}</h3>
      {children}
    </section>
  )
}

/** When the upload's hour ends and what that means: nothing else says why an upload is in a hurry, or starts over. */
function Hour({ id }: Pick<UploadView, 'id'>) {
  const deadline = useUpload(id).progress?.deadline ?? null
  if (deadline === null) return null
  return <Fact name={words.hour} value={words.hourEnds(formatTime(deadline.expiresAt))} />
}

interface FactsProps {
  readonly upload: UploadView
  readonly details: UploadDetails | null
}

function Facts({ upload, details }: FactsProps) {
  const { id, fileChecksum, sessionsLost, lossReason, state } = upload
  const { sentAgainBytes = 0, fileId = null } = details ?? {}
  return (
    <dl className="details-facts">
      {sentAgainBytes > 0 && <Fact name={words.sentAgain} value={formatBytes(sentAgainBytes)} />}
      {state.kind !== 'completed' && <Hour id={id} />}
      {sessionsLost > 0 && (
        <Fact
          name={words.startedOver}
          value={words.times(sessionsLost, lossReason && IDIOM.basics.reasons[lossReason])}
        />
      )}
      {fileChecksum !== null && <Fact copies name={words.checksum} value={hexFromBase64(fileChecksum)} />}
      {fileId !== null && <Fact copies name={words.fileId} value={fileId} />}
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

/** How an upload went, for who wants to know exactly: its parts, its speed, its checksum, and all that happened. */
export function Figures({ upload }: { readonly upload: UploadView }) {
  const { id, state } = upload
  const details = useDetails(id)
  return (
    <>
      {details !== null && details.parts.length > 0 && (
        <Section title={words.parts(details.parts.length)}>
          <PartsMap parts={details.parts} />
        </Section>
      )}
      {state.kind === 'uploading' && (
        <Section title={words.rate}>
          <RateGraph id={id} />
        </Section>
      )}
      <Facts upload={upload} details={details} />
      {details && (
        <Section title={words.timeline}>
          <Timeline timeline={details.timeline} />
        </Section>
      )}
    </>
  )
}
