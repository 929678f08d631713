import { GERMAN_BASICS } from './german/basic-wording.ts'
import type { Language, Worded } from './language.ts'
import type { FailureCode } from './upload-failure.ts'

/** What the window, the desktop and the command line say alike, in English. */
const ENGLISH_BASICS = {
  durations: {
    fewSeconds: 'a few seconds',
    about: (duration: string) => `about ${duration}`,
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    days: (count: number) => `${count} d`,
  },

  hour: {
    forecast: (duration: string) => `takes ${duration}`,
    pausingLoses: 'pausing now starts it over',
    tooLate: 'too late to keep it: it starts over',
    resumeBefore: (time: string, share: string) => `resume before ${time} to keep ${share}`,
    keptUntil: (time: string, share: string) => `${share} kept until ${time}`,
    startedOver: (times: number, reason: string | null) => {
      if (times === 1) return reason === null ? 'started over once' : `started over once (${reason})`
      return `started over ${times} times${reason === null ? '' : ` (the last time, ${reason})`}`
    },
  },

  timeline: {
    added: 'Added',
    checked: 'Checked: every checksum made',
    opened: 'Upload opened at Polar',
    'all-stored': 'All parts stored by S3',
    completed: 'Completed: Polar confirmed size, checksum and parts',
    waited: 'Waited before another try',
    'part-broke': 'A part was sent again',
    'session-lost': 'Started over',
    failed: 'Failed',
    paused: 'Paused',
    canceled: 'Canceled',
    resumed: 'Resumed',
    interrupted: 'Interrupted: the app was closed',
  },
  /** Why something of that happened, by the failure's code. */
  reasons: {
    network: 'the connection broke',
    'server-busy': 'the server was busy',
    'not-polar': 'the answer was not Polar’s',
    'checksum-mismatch': 'it arrived damaged',
    'file-busy': 'the file was still being written',
    'storage-full': 'this computer’s disk was full',
    'session-expired': 'its hour was over',
    'session-unknown': 'Polar or S3 no longer knew it',
    'parts-too-small': 'the connection was too slow for its parts',
    'completion-failed': 'Polar answered 500 instead of completing it',
    'completion-refused': 'Polar did not put the parts together',
    'file-touched': 'the file was touched',
    keychain: 'the keychain could not be read',
    unauthorized: 'the token was not accepted',
    forbidden: 'the token may not upload',
    'request-altered': 'something on the way changed what was sent',
    'file-missing': 'the file was not found',
    'file-changed': 'the file had changed',
    rejected: 'it was refused',
    'stored-differs': 'what is stored is not what was sent',
    internal: 'something unexpected',
  } satisfies Record<FailureCode, string>,
  often: (count: string, last: string) => `, ${count} times until ${last}`,

  receipt: {
    title: (name: string) => `Receipt for ${name}`,
    file: 'File',
    name: 'Name at Polar',
    size: 'Size',
    fileId: 'Polar file id',
    added: 'Added',
    completed: 'Completed',
    took: 'Sending took',
    average: (duration: string, speed: string) => `${duration}, ${speed} on average`,
    sent: 'Sent',
    sentAgain: 'Sent again',
    none: 'none',
    exactBytes: (bytes: string, rounded: string) => `${bytes} bytes (${rounded})`,
    toCheck: 'To check a copy of the file: sha256sum FILE must print the SHA-256 above.',
    timeline: 'What happened',
    answer: 'What Polar answered',
    parts: (count: string) => `Parts (${count}): number, bytes from and to, SHA-256, ETag`,
    more: (count: string) => `… and ${count} more`,
  },

  checks: {
    keychain: 'Keychain',
    disk: 'Disk',
    database: 'List of uploads',
    clock: 'Clock',
    polar: 'Polar',
    token: 'Access token',
    bucket: 'Storage at S3',
    way: 'Proxy and encryption',
    rate: 'Speed',
  },
  verdicts: { good: 'Good', 'worth-knowing': 'Worth knowing', bad: 'Bad' },
} as const

/** The same in any language. */
export type BasicWording = Worded<typeof ENGLISH_BASICS>

/** What all hosts say alike, by language. */
export const BASIC_WORDS: Readonly<Record<Language, BasicWording>> = { en: ENGLISH_BASICS, de: GERMAN_BASICS }
