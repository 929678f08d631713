import { counted, formatCount } from '../idiom.ts'

/** Everything the details of an upload say, in English. */
export const DETAILS_WORDS = {
  close: 'Close details',
  parts: (count: number) => counted(count, 'part', 'parts'),
  partsLabel: (stored: number, all: number) =>
    `${formatCount(stored)} of ${counted(all, 'part', 'parts')} stored`,
  partStates: {
    stored: 'stored',
    'stored-again': 'of them sent again',
    'in-flight': 'on their way',
    planned: 'to be sent',
  },
  severalPerCell: (count: number) => `Each square is ${formatCount(count)} parts.`,
  rate: 'Speed',
  rateLabel: 'Speed over time',
  noRateYet: 'The graph begins in a few seconds.',
  facts: 'Facts',
  size: 'Size',
  exactSize: (bytes: string, rounded: string) => `${rounded} (${bytes} bytes)`,
  sent: 'Sent so far',
  sentAgain: 'Of that, lost on the way',
  hour: 'Its hour',
  hourEnds: (time: string) =>
    `Until ${time}. Polar gives an upload an hour: what is not under way by then makes it start over.`,
  startedOver: 'Started over',
  times: (count: number, reason: string | null) => {
    const times = counted(count, 'time', 'times')
    if (reason === null) return times
    return count === 1 ? `${times} (${reason})` : `${times} (the last time, ${reason})`
  },
  path: 'File',
  checksum: 'SHA-256',
  fileId: 'Polar’s file id',
  copy: (what: string) => `Copy: ${what}`,
  timeline: 'What happened',
} as const
