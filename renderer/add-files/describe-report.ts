import type { AddReport } from '../../app/contract/add-request.ts'
import { WORDS } from '../wording.ts'

/** What came of adding in one line: "12 files added, 48 GB. 3 system files left out." */
export function describeReport(report: AddReport): string {
  const { added, addedBytes, leftOutCount, alreadyThere, alreadyCompleted, renamed, refused } = report
  const words = WORDS.added
  const parts = [
    added.length > 0 && words.added(added.length, addedBytes),
    leftOutCount > 0 && words.leftOut(leftOutCount),
    alreadyThere.length > 0 && words.alreadyThere(alreadyThere.length),
    alreadyCompleted.length > 0 && words.alreadyCompleted(alreadyCompleted.length),
    renamed.length > 0 && words.renamed(renamed.length),
    refused.length > 0 && words.refused(refused.length),
  ].filter((part) => part !== false)
  return parts.length === 0 ? words.nothing : parts.join(' ')
}

/** Says whether there is something in it that the user should have the time to read. */
export const needsReading = ({ alreadyThere, alreadyCompleted, renamed, refused }: AddReport): boolean =>
  alreadyThere.length + alreadyCompleted.length + renamed.length + refused.length > 0
