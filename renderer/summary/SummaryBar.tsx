import { useMemo } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { formatBytes, formatDuration, formatRate } from '../idiom.ts'
import { BandwidthControl } from '../bandwidth/BandwidthControl.tsx'
import { useCounts, useSummary, useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { clearFinished } from './clear-finished.ts'
import { groupOf } from './summarize.ts'
import { TotalRateGraph } from './TotalRateGraph.tsx'

function Totals() {
  const { remainingBytes, bytesPerSecond, partsInFlight, secondsLeft } = useSummary()
  const left = secondsLeft === null ? null : formatDuration(secondsLeft)
  return (
    <span className="summary-totals">
      {bytesPerSecond !== null && <TotalRateGraph />}
      {bytesPerSecond !== null && <span>{formatRate(bytesPerSecond)}</span>}
      {partsInFlight > 0 && (
        <span className="summary-in-flight">{WORDS.summary.partsInFlight(partsInFlight)}</span>
      )}
      {remainingBytes > 0 && (
        <span className="summary-remaining">{WORDS.summary.remaining(formatBytes(remainingBytes))}</span>
      )}
      {left !== null && <span>{WORDS.summary.timeLeft(left)}</span>}
    </span>
  )
}

/** What can be done for all uploads that ended. */
function EndedButtons() {
  const state = useWindowState()
  const counts = useCounts()
  const { uploads, client, run } = state
  const idsWhere = (isWanted: (upload: UploadView) => boolean): UploadId[] =>
    uploads.ids().filter((id) => {
      const upload = uploads.view(id)
      return upload !== undefined && isWanted(upload)
    })
  const retryAll = () => run(client.commands.retry(idsWhere(({ state }) => groupOf(state) === 'failed')))
  return (
    <span className="summary-buttons">
      {counts.failed > 1 && (
        <button type="button" className="link-button" onClick={retryAll}>
          {WORDS.summary.retryAll}
        </button>
      )}
      {counts.completed + counts.canceled > 0 && (
        <button type="button" className="link-button" onClick={() => clearFinished(state)}>
          {WORDS.summary.clear}
        </button>
      )}
    </span>
  )
}

/** How much is selected; one upload says that itself. */
function Selected() {
  const { selection, uploads } = useWindowState()
  const { ids } = useValue(selection)
  const bytes = useMemo(
    () => Array.from(ids).reduce((sum, id) => sum + (uploads.view(id)?.sizeBytes ?? 0), 0),
    [ids, uploads],
  )
  if (ids.size < 2) return null
  return <span className="summary-selected">{WORDS.summary.selected(ids.size, formatBytes(bytes))}</span>
}

/** The bottom of the window: what all uploads come to, and what can be done for all that ended. */
export function SummaryBar() {
  return (
    <footer className="summary" aria-label={WORDS.summary.label}>
      <Selected />
      <EndedButtons />
      <Totals />
      <BandwidthControl />
    </footer>
  )
}
