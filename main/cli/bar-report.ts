import type { UploadId } from '../../app/contract/ids.ts'
import { isActive } from '../../app/contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'
import { withinColumns } from './columns.ts'
import { createDestinations } from './destinations.ts'
import { printAdded } from './plain-report.ts'
import type { Report } from './report.ts'
import { printable, type Terminal } from './terminal.ts'
import { describeEnd, describeReach, describeUpload, fractionOf, numbersOf } from './words.ts'

const BAR_WIDTH = 24
const UP_AND_CLEAR = '\u001b[1A\u001b[2K'

/** Tells it to a person at a terminal: a bar per upload at work, below the lines of those that are over. */
export function createBarReport(terminal: Terminal, now: () => number): Report {
  const { output } = terminal
  const atWork = new Map<UploadId, string>()
  const destinations = createDestinations()
  let shown = 0

  /** Replaces the bars; `above` stays above them for good. */
  const draw = (above: readonly string[] = []): void => {
    const { columns, rows } = output
    // Bars that wrap, or leave the screen, could not be taken back. What stays may take as many lines as it needs.
    const bars = [...atWork.values()]
      .slice(0, Math.max(1, (rows || 24) - 1))
      .map((line) => withinColumns(printable(line), (columns || 80) - 1))
    const lines = [...above.map(printable), ...bars]
    output.write(UP_AND_CLEAR.repeat(shown) + lines.map((line) => `${line}\n`).join(''))
    shown = bars.length
  }
  return {
    added: (report) => printAdded(terminal, report),
    accounts: (accounts) => destinations.learn(accounts),
    begun: (uploads) => draw(destinations.describe(uploads)),
    changed(upload, progress) {
      const hasBar = isActive(upload.state) || upload.state.kind === 'waiting'
      if (hasBar) atWork.set(upload.id, lineOf(upload, progress, now()))
      else atWork.delete(upload.id)
      const isOver = !hasBar && upload.state.kind !== 'queued'
      draw(isOver ? [`${upload.name}: ${describeUpload(upload, progress)}`] : [])
    },
    progressed(upload, progress) {
      if (!atWork.has(upload.id)) return
      atWork.set(upload.id, lineOf(upload, progress, now()))
      draw()
    },
    reachable: (offlineReason) => draw([describeReach(offlineReason)]),
    ended(uploads, refusedCount) {
      atWork.clear()
      draw([describeEnd(uploads, refusedCount)])
    },
  }
}

function lineOf(upload: UploadView, progress: UploadProgress, now: number): string {
  const full = Math.floor(fractionOf(upload, progress) * BAR_WIDTH)
  const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full)
  const what = describeUpload(upload, progress)
  return `${bar} ${upload.name}: ${what}, ${numbersOf(upload, progress, now)}`
}
