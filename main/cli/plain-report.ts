import type { AddReport } from '../../app/contract/add-request.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import { createDestinations } from './destinations.ts'
import type { Report } from './report.ts'
import { printLine, printMessage, type Terminal } from './terminal.ts'
import { createTries } from './tries.ts'
import { describeEnd, describeReach, describeUpload, fractionOf, numbersOf } from './words.ts'

/** A pipe or a log gets a line for every so much of a file. */
const STEPS = 10

/** Tells it to a pipe: plain lines, one per change of state and per tenth, and none for tries that come to nothing. */
export function createPlainReport(terminal: Terminal, now: () => number): Report {
  const steps = new Map<UploadId, number>()
  const tries = createTries()
  const destinations = createDestinations()
  return {
    added: (report) => printAdded(terminal, report),
    accounts: (accounts) => destinations.learn(accounts),
    begun: (uploads) => destinations.describe(uploads).forEach((line) => printLine(terminal, line)),
    changed(upload, progress) {
      if (!tries.isNews(upload, progress)) return
      steps.set(upload.id, 0)
      printLine(terminal, `${upload.name}: ${describeUpload(upload, progress)}`)
    },
    progressed(upload, progress) {
      const step = Math.floor(fractionOf(upload, progress) * STEPS)
      if (upload.state.kind !== 'uploading' || step <= (steps.get(upload.id) ?? 0) || step === STEPS) return
      steps.set(upload.id, step)
      printLine(terminal, `${upload.name}: ${numbersOf(upload, progress, now())}`)
    },
    reachable: (offlineReason) => printMessage(terminal, describeReach(offlineReason)),
    ended: (uploads, refusedCount) => printLine(terminal, describeEnd(uploads, refusedCount)),
  }
}

/** What was refused, left out, renamed or not uploaded once more, as messages. */
export function printAdded(terminal: Terminal, report: AddReport): void {
  const { refused, renamed, leftOutCount, alreadyCompleted } = report
  for (const { path, message } of refused) printMessage(terminal, `${path}: ${message}`)
  for (const { from, to } of renamed)
    printMessage(terminal, `${JSON.stringify(from)} will be called ${to} in Polar.`)
  if (leftOutCount > 0) printMessage(terminal, `${leftOutCount} system files left out.`)
  for (const { path } of alreadyCompleted)
    printMessage(terminal, `${path}: Already in Polar, unchanged since it was uploaded.`)
  if (alreadyCompleted.length > 0) printMessage(terminal, 'Use --again to upload it again.')
}
