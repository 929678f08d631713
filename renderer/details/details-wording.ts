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
  figures: 'Parts and figures',
  added: 'Added',
  inPolarSince: 'In Polar since',
  verified: 'Verified',
  verifiedBy: 'Size and SHA-256 match the file that was sent',
  account: 'Account',
  several: (count: number) => `${formatCount(count)} uploads selected`,
  groups: {
    active: 'Active',
    waiting: 'Waiting',
    locked: 'Waiting for sign-in',
    paused: 'Paused',
    failed: 'Failed',
    canceled: 'Canceled',
    completed: 'In Polar',
  },
  size: 'Size',
  exactSize: (bytes: string, rounded: string) => `${rounded} (${bytes} bytes)`,
  sentAgain: 'Resent',
  hour: 'Upload expires',
  hourEnds: (time: string) =>
    `${time}. Polar gives an upload one hour; if parts are still missing then, it starts over.`,
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
