import { counted, formatCount } from '../idiom.ts'

const uploads = (count: number): string => counted(count, 'upload', 'uploads')

const has = (count: number): string => counted(count, 'has', 'have')

/** What is asked before something is lost or put off, in English. */
export const CONFIRM_WORDS = {
  title: {
    cancel: (name: string) => `Cancel “${name}”?`,
    remove: (name: string) => `Remove “${name}” from the list?`,
    pause: (name: string) => `Pause “${name}” now?`,
    signOut: (name: string) => `Sign out of ${name}?`,
  },
  titleOfMany: {
    cancel: (count: number) => `Cancel ${uploads(count)}?`,
    remove: (count: number) => `Remove ${uploads(count)} from the list?`,
    both: (canceled: number, removed: number) =>
      `Cancel ${uploads(canceled)} and remove ${formatCount(removed)} from the list?`,
    pause: (count: number) => `Pause ${uploads(count)} now?`,
  },
  thrownAway: (stored: string) =>
    `The ${stored} uploaded so far will be discarded. Uploading it later starts from the beginning.`,
  losses: {
    begun: (count: number, stored: string) =>
      `${counted(count, 'is', 'are')} partly uploaded: ${stored} will be discarded.`,
    notBegun: (count: number) => `${has(count)} not been uploaded yet.`,
    noneBegun: 'None of them has been uploaded yet.',
    canBeUploadedAgain: 'Canceled uploads stay in the list and can be uploaded again.',
    failedBegun: (count: number, stored: string) =>
      `${counted(count, 'failed upload leaves', 'failed uploads leave')} the list: ${stored} will be discarded.`,
    failed: (count: number) => `${counted(count, 'failed upload leaves', 'failed uploads leave')} the list.`,
    canceled: (count: number) =>
      `${counted(count, 'canceled upload leaves', 'canceled uploads leave')} the list.`,
    completed: (count: number) =>
      `${uploads(count)} ${count === 1 ? 'is in Polar: it leaves the list but stays' : 'are in Polar: they leave the list but stay'} in Polar.`,
  },
  pauseLoses: (stored: string) =>
    `The hour Polar gives an upload is nearly over. If you pause now, the ${stored} uploaded so far must be sent again. If you don’t, it finishes.`,
  pauseLosesOf: (count: number, stored: string) =>
    `The hour Polar gives an upload is nearly over for ${formatCount(count)} of them. If you pause now, the ${stored} uploaded so far must be sent again.`,
  signOut: {
    waiting: (count: number) =>
      `${counted(count, 'upload', 'uploads')} of this account ${count === 1 ? 'is' : 'are'} not finished and will wait until you sign in again.`,
    kept: (stored: string, time: string | null) =>
      time === null
        ? `The ${stored} uploaded so far is kept for a while.`
        : `The ${stored} uploaded so far is kept if uploads resume by ${time}.`,
    lost: (count: number, stored: string) =>
      `The hour Polar gives an upload is nearly over for ${formatCount(count)} of them: ${stored} must be sent again.`,
    stay: 'Stay signed in',
    confirm: 'Sign out',
  },
  keepIt: 'Keep it',
  keepThem: 'Keep them',
  keepUploading: 'Keep uploading',
  pause: 'Pause anyway',
  give: {
    cancel: (count: number) => (count === 1 ? 'Cancel upload' : 'Cancel uploads'),
    remove: () => 'Remove from list',
    both: () => 'Cancel and remove',
  },
} as const
