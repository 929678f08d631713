import { formatBytes, formatBitRate, formatCount, formatDuration, formatMoment } from './format.ts'
import type { Receipt, TimelineEntry, TimelineKind } from './receipt.ts'

const WORDS: Readonly<Record<TimelineKind, string>> = {
  added: 'Added',
  checked: 'Checked: every checksum made',
  opened: 'Upload opened at Polar',
  'all-stored': 'All parts stored by S3',
  completed: 'Completed: Polar confirmed size, checksum and parts',
  waited: 'Waited before another try',
  'part-broke': 'A part was sent again',
  'session-lost': 'Started over: the hour that Polar gives ran out, or Polar dropped the upload',
  failed: 'Failed',
  paused: 'Paused',
  canceled: 'Canceled',
  resumed: 'Resumed',
  interrupted: 'Interrupted: the app was closed',
}

/** These carry a failure's code, which says why. */
const WITH_REASON: readonly TimelineKind[] = ['waited', 'part-broke', 'failed']

/** A moment as logs write it, in universal time, to the second. */
const moment = (epochMs: number): string =>
  new Date(epochMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z/, ' UTC')

/** What happened, and how often; `tell` puts a moment into words. */
export function describeEntry(
  { kind, detail, lastAt, count }: TimelineEntry,
  tell: (epochMs: number) => string = formatMoment,
): string {
  const reason = WITH_REASON.includes(kind) && detail !== null ? ` (${detail})` : ''
  const often = count === 1 ? '' : `, ${formatCount(count)} times until ${tell(lastAt)}`
  return `${WORDS[kind]}${reason}${often}`
}

const timelineLine = (entry: TimelineEntry): string =>
  `  ${moment(entry.firstAt)}  ${describeEntry(entry, moment)}`

const field = (name: string, value: string): string => `${name.padEnd(16)} ${value}`

/** How long and how fast the sending was, from the opening of the last session to the last stored part. */
function sendingFields({ timeline, sizeBytes }: Receipt): readonly string[] {
  const openedAt = timeline.findLast(({ kind }) => kind === 'opened')?.firstAt
  const storedAt = timeline.findLast(({ kind }) => kind === 'all-stored')?.lastAt
  if (openedAt === undefined || storedAt === undefined || storedAt <= openedAt) return []
  const seconds = (storedAt - openedAt) / 1000
  const duration = formatDuration(seconds)
  return duration === null
    ? []
    : [field('Sending took', `${duration}, ${formatBitRate(sizeBytes / seconds)} on average`)]
}

const exactBytes = (bytes: number): string => `${formatCount(bytes)} bytes (${formatBytes(bytes)})`

/** A receipt as text for people, its parts last; no more than `mostParts` of them. */
export function receiptText(receipt: Receipt, mostParts = Infinity): string {
  const { polarFile, parts } = receipt
  const again = receipt.sentAgainBytes === 0 ? 'none' : exactBytes(receipt.sentAgainBytes)
  const lines = [
    `Receipt for ${receipt.name}`,
    '',
    field('File', receipt.path),
    field('Name at Polar', receipt.name),
    field('Size', exactBytes(receipt.sizeBytes)),
    field('SHA-256', receipt.sha256),
    field('Polar file id', receipt.fileId),
    field('Added', moment(receipt.addedAt)),
    field('Completed', moment(receipt.completedAt)),
    ...sendingFields(receipt),
    field('Sent', exactBytes(receipt.sentBytes)),
    field('Sent again', again),
    '',
    'To check a copy of the file: sha256sum FILE must print the SHA-256 above.',
    '',
    'What happened',
    ...receipt.timeline.map(timelineLine),
    ...(polarFile === null ? [] : ['', 'What Polar answered', ...answerLines(polarFile)]),
    '',
    `Parts (${formatCount(parts.length)}): number, bytes from and to, SHA-256, ETag`,
    ...parts
      .slice(0, mostParts)
      .map(({ number, start, end, checksum, etag }) => `  ${number}  ${start}-${end}  ${checksum}  ${etag}`),
    ...(parts.length > mostParts ? [`  … and ${formatCount(parts.length - mostParts)} more`] : []),
  ]
  return `${lines.join('\n')}\n`
}

const answerLines = (answer: object): readonly string[] =>
  Object.entries(answer).map(([name, value]) => `  ${field(name, String(value))}`)

/** A receipt for programs: times are ISO 8601, everything else as in `Receipt`. */
export function receiptJson({ addedAt, completedAt, timeline, ...rest }: Receipt): object {
  const iso = (epochMs: number): string => new Date(epochMs).toISOString()
  return {
    ...rest,
    addedAt: iso(addedAt),
    completedAt: iso(completedAt),
    timeline: timeline.map(({ firstAt, lastAt, ...entry }) => {
      return { ...entry, firstAt: iso(firstAt), lastAt: iso(lastAt) }
    }),
  }
}
