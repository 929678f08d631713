import type { Idiom } from './idiom.ts'
import type { Receipt, TimelineEntry, TimelineKind } from './receipt.ts'

/** These carry a failure's code, which says why. */
const WITH_REASON: readonly TimelineKind[] = ['waited', 'part-broke', 'session-lost', 'failed']

/** A moment as logs write it, in universal time, to the second. */
const moment = (epochMs: number): string =>
  new Date(epochMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z/, ' UTC')

/** What happened, and how often; `tell` puts a moment into words. */
export function describeEntry(
  { kind, detail, lastAt, count }: TimelineEntry,
  { formatCount, formatMoment, basics }: Idiom,
  tell: (epochMs: number) => string = formatMoment,
): string {
  const reasons: Readonly<Record<string, string>> = basics.reasons
  const reason = WITH_REASON.includes(kind) && detail !== null ? ` (${reasons[detail] ?? detail})` : ''
  const often = count === 1 ? '' : basics.often(formatCount(count), tell(lastAt))
  return `${basics.timeline[kind]}${reason}${often}`
}

const field = (name: string, value: string): string => `${name.padEnd(16)} ${value}`

/** How long and how fast the sending was, from the opening of the last session to the last stored part. */
function sendingFields(
  { timeline, sizeBytes }: Receipt,
  { formatRate, formatDuration, basics }: Idiom,
): readonly string[] {
  const openedAt = timeline.findLast(({ kind }) => kind === 'opened')?.firstAt
  const storedAt = timeline.findLast(({ kind }) => kind === 'all-stored')?.lastAt
  if (openedAt === undefined || storedAt === undefined || storedAt <= openedAt) return []
  const seconds = (storedAt - openedAt) / 1000
  const duration = formatDuration(seconds)
  const { took, average } = basics.receipt
  return duration === null ? [] : [field(took, average(duration, formatRate(sizeBytes / seconds)))]
}

/** What the receipt says of the file and its way, a fact a line. */
function factLines(receipt: Receipt, idiom: Idiom): readonly string[] {
  const words = idiom.basics.receipt
  const exactBytes = (bytes: number): string =>
    words.exactBytes(idiom.formatCount(bytes), idiom.formatBytes(bytes))
  const again = receipt.sentAgainBytes === 0 ? words.none : exactBytes(receipt.sentAgainBytes)
  return [
    field(words.file, receipt.path),
    field(words.name, receipt.name),
    field(words.size, exactBytes(receipt.sizeBytes)),
    field('SHA-256', receipt.sha256),
    field(words.fileId, receipt.fileId),
    field(words.added, moment(receipt.addedAt)),
    field(words.completed, moment(receipt.completedAt)),
    ...sendingFields(receipt, idiom),
    field(words.sent, exactBytes(receipt.sentBytes)),
    field(words.sentAgain, again),
  ]
}

/** A receipt as text for people, its parts last; no more than `mostParts` of them. */
export function receiptText(receipt: Receipt, idiom: Idiom, mostParts = Infinity): string {
  const { polarFile, parts, timeline } = receipt
  const words = idiom.basics.receipt
  const timelineLine = (entry: TimelineEntry): string =>
    `  ${moment(entry.firstAt)}  ${describeEntry(entry, idiom, moment)}`
  const lines = [
    words.title(receipt.name),
    '',
    ...factLines(receipt, idiom),
    '',
    words.toCheck,
    '',
    words.timeline,
    ...timeline.map(timelineLine),
    ...(polarFile === null ? [] : ['', words.answer, ...answerLines(polarFile)]),
    '',
    words.parts(idiom.formatCount(parts.length)),
    ...parts
      .slice(0, mostParts)
      .map(({ number, start, end, checksum, etag }) => `  ${number}  ${start}-${end}  ${checksum}  ${etag}`),
    ...(parts.length > mostParts ? [`  ${words.more(idiom.formatCount(parts.length - mostParts))}`] : []),
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
