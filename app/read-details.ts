import type { TimelineEntry } from './contract/receipt.ts'
import type { PartLetter, UploadDetails } from './contract/upload-details.ts'
import type { Store } from './store/store.ts'
import type { PartWatch } from './upload/part-watch.ts'
import type { RosterEntry } from './upload/roster-entry.ts'

/** What there is to know of an upload now, from what is stored and what is under way. */
export function detailsOf({ parts, receipts }: Store, entry: RosterEntry): UploadDetails {
  const { id, upload, meter, session } = entry
  const { state, addedAt } = upload
  const sentBytes = meter.sentBytes()
  const flyingBytes = [...entry.parts.inFlight.values()].reduce((sum, bytes) => sum + bytes, 0)
  const added: TimelineEntry = { kind: 'added', detail: null, firstAt: addedAt, lastAt: addedAt, count: 1 }
  return {
    id,
    fileId: state.kind === 'completed' ? state.fileId : (session?.fileId ?? null),
    // Parts are numbered from 1 without a gap.
    parts: parts
      .storedFlags(id)
      .map((isStored, index) => letterOf(index + 1, isStored, entry.parts))
      .join(''),
    sentBytes,
    sentAgainBytes: Math.max(0, sentBytes - meter.storedBytes() - flyingBytes),
    timeline: [added, ...receipts.timeline(id)],
  }
}

function letterOf(number: number, isStored: boolean, { inFlight, broken }: PartWatch): PartLetter {
  if (isStored) return broken.has(number) ? 'a' : 's'
  return inFlight.has(number) ? 'f' : 'p'
}
