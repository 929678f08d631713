import type { Language, Worded } from '../app/contract/language.ts'
import { ACCOUNT_WORDS } from './account/account-wording.ts'
import { CONFIRM_WORDS } from './confirm/confirm-wording.ts'
import { DETAILS_WORDS } from './details/details-wording.ts'
import { GERMAN } from './german/wording.ts'
import { HELP_WORDS } from './help/help-wording.ts'
import { counted, formatBytes, formatCount, IDIOM } from './idiom.ts'
import { SETTINGS_WORDS } from './settings/settings-wording.ts'
import { MANY_WORDS } from './upload-list/many-wording.ts'
import { STATE_WORDS } from './upload-list/state-wording.ts'

/** Everything the window says, in English. What is added here is asked for in every other language by the compiler. */
const ENGLISH = {
  appName: 'Polar Uploader',
  problem: (message: string) => `That did not work. ${message}`,
  dismiss: 'Dismiss',
  close: 'Close',

  addFiles: 'Add files…',
  addFolder: 'Add folder…',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',

  account: ACCOUNT_WORDS,

  signIn: {
    title: 'Sign in to Polar',
    intro: 'Upload files of any size to your organization, with an access token of yours.',
    banner: 'Sign in to start uploading. What you add waits on the list.',
    button: 'Sign in',
    checking: 'Signing in…',
    server: 'Server',
    servers: { production: 'Production', sandbox: 'Sandbox', other: 'Other…' },
    serverUrl: 'Server URL',
    serverUrlExample: 'https://polar.example.com',
    token: 'Organization access token',
    tokenExample: 'polar_oat_…',
    tokenMissing: 'Paste an access token first.',
    tryAgainIn: (duration: string) => `Try again in ${duration}.`,
    serverMissing: 'Type the server’s URL first.',
    keychain: 'It is kept in your system’s keychain, nowhere else.',
    howTo: 'Where do I get a token?',
    howToOpen: 'In Polar, go to',
    howToPath: 'Settings → Developers → Create token',
    howToScopes: 'Choose an expiration, and the scopes',
    howToWrite: 'to upload, and',
    howToRead: 'to show your organization’s name.',
    howToPaste: 'Copy the token, which is shown only once, and paste it here.',
    places:
      'Your files stay where they are. The list of uploads and a log are kept on this computer; where exactly is under Help.',
    openPage: 'Open Polar',
    cancel: 'Cancel',
  },

  empty: {
    title: 'Drop files or folders here',
    explanation:
      'They are checked, uploaded in parts and verified by Polar. Close the window, lose the Wi-Fi: it goes on.',
    choose: 'or choose files…',
  },
  dropOverlay: (count: number) =>
    count === 1 ? 'Drop to upload' : `Drop ${formatCount(count)} items to upload`,
  dropOverlayDetail: 'Folders are uploaded with everything inside. System files are left out.',

  added: {
    underWay: 'Looking through what you added…',
    nothing: 'Nothing to add.',
    added: (count: number, bytes: number) =>
      `${counted(count, 'file', 'files')} added, ${formatBytes(bytes)}.`,
    leftOut: (count: number) => `${counted(count, 'system file', 'system files')} left out.`,
    alreadyThere: (count: number) => `${counted(count, 'was', 'were')} already there.`,
    alreadyCompleted: (count: number) =>
      `${counted(count, 'file is', 'files are')} in Polar already, and unchanged.`,
    renamed: (count: number) => `${counted(count, 'name', 'names')} adapted for Polar.`,
    refused: (count: number) => `${counted(count, 'file was', 'files were')} not added:`,
    more: (count: number) => `… and ${formatCount(count)} more.`,
    became: (from: string, to: string) => `${from} → ${to}`,
    showNames: 'Show names',
    show: (count: number) => (count === 1 ? 'Show it' : 'Show them'),
    uploadAgain: (count: number) => `Upload ${counted(count, 'file', 'files')} again`,
  },

  toolbar: {
    label: 'What is shown',
    filter: 'Show',
    filters: {
      all: 'All',
      active: 'Active',
      waiting: 'Waiting',
      completed: 'Done',
      failed: 'Failed',
      canceled: 'Canceled',
    },
    search: 'Search uploads by name or folder',
    searchExample: 'Search',
    sortedBy: (order: string) => `Sort: ${order}`,
    sorts: { queue: 'Upload order', name: 'Name', size: 'Size', newest: 'Newest first' },
    nothingIn: {
      all: 'There are no uploads.',
      active: 'Nothing is being uploaded now.',
      waiting: 'Nothing is waiting.',
      completed: 'Nothing is done yet.',
      failed: 'Nothing has failed.',
      canceled: 'Nothing was canceled.',
    },
    nothingFound: (words: string) => `No uploads match “${words}”.`,
    showAll: 'Show all',
  },

  bandwidth: {
    title: 'Bandwidth limit',
    button: 'No limit',
    limited: (rate: string) => `At most ${rate}`,
    none: 'No limit: as fast as the connection allows',
    leaveRoom: 'Use up to 80% of the connection',
    leavingRoom: 'Leaving room',
    leavingRoomAt: (rate: string) => `Leaving room: ${rate}`,
    measuring: 'While uploads run, the connection is measured for some seconds at full speed.',
    measured: (rate: string) => `The connection was measured to carry ${rate}.`,
    usualTitle: 'Bandwidth limit at other hours',
    scheduled: 'Your schedule says so.',
    scheduledUntil: (time: string) => `Your schedule says so until ${time}.`,
    usualUntil: (time: string) => `At ${time} your schedule says something else.`,
    schedule: 'Different limit at set times…',
    slider: 'Bandwidth limit',
    note: 'For all uploads together. It takes effect at once.',
  },

  list: 'Uploads',
  sections: { canceled: 'Canceled', today: 'Today', yesterday: 'Yesterday' },
  row: {
    pause: 'Pause',
    resume: 'Resume',
    tryNow: 'Try now',
    cancel: 'Cancel upload',
    remove: 'Remove from list',
    retry: 'Try again',
    uploadAgain: 'Upload again',
    signInAgain: 'Sign in again',
    uploadNewVersion: 'Upload the new version',
    chooseFile: 'Choose the file…',
    skip: 'Skip',
    skipReason: (sameAs: string) => `Leave it out: it is in Polar already, as “${sameAs}”`,
    startNow: 'Start now',
    moveToTop: 'Move to the top',
    many: MANY_WORDS,
    more: 'More actions',
    details: 'Details',
    openPolar: 'Add to a product in Polar…',
    receipt: 'Receipt…',
    showInFolder: 'Show in folder',
    copyChecksum: 'Copy SHA-256',
    copyPath: 'Copy path',
    copied: 'Copied.',
    notCopied: 'Could not copy to the clipboard.',
    labelled: (label: string, name: string) => `${label}: ${name}`,
    progress: (name: string) => `Progress of ${name}`,
  },

  confirm: CONFIRM_WORDS,

  states: STATE_WORDS,
  details: DETAILS_WORDS,

  receipt: {
    title: 'Receipt',
    intro: (name: string) => `“${name}” is in Polar, byte for byte. Upload verified.`,
    copy: 'Copy',
    save: 'Save…',
  },

  help: HELP_WORDS,
  settings: SETTINGS_WORDS,

  summary: {
    label: 'Summary',
    remaining: (bytes: string) => `${bytes} to go`,
    partsInFlight: (count: number) => `${counted(count, 'part', 'parts')} on the way`,
    timeLeft: (duration: string) => `${duration} left`,
    retryAll: 'Try all failed again',
    clear: 'Clear finished',
    selected: (count: number, bytes: string) => `${formatCount(count)} selected, ${bytes}`,
    cleared: (count: number) => `${formatCount(count)} removed from list.`,
    undo: 'Undo',
    restored: (count: number) => `${counted(count, 'upload is', 'uploads are')} back on the list.`,
    movedTo: (place: number, all: number) => `Moved to place ${formatCount(place)} of ${formatCount(all)}.`,
    dragged: (count: number) => counted(count, 'upload', 'uploads'),
    comparing: (name: string) => `Comparing the file with what was checked of “${name}”…`,
    addAsNew: 'Add it as a new upload',
    chooseAnother: 'Choose another…',
  },

  announce: {
    uploading: (name: string) => `Uploading ${name}.`,
    completed: (name: string) => `${name} is in Polar.`,
    failed: (name: string, message: string) => `${name} failed. ${message}`,
    waiting: (name: string, message: string) => `${name} waits. ${message}`,
    paused: (name: string) => `${name} is paused.`,
    canceled: (name: string) => `${name} is canceled.`,
    stored: (name: string, percent: string) => `${name}: ${percent} stored.`,
    many: {
      uploading: (count: number) => `${counted(count, 'upload has', 'uploads have')} started.`,
      completed: (count: number) => `${counted(count, 'upload is', 'uploads are')} in Polar.`,
      failed: (count: number) => `${counted(count, 'upload has', 'uploads have')} failed.`,
      waiting: (count: number) => `${counted(count, 'upload is', 'uploads are')} waiting.`,
      paused: (count: number) => `${counted(count, 'upload is', 'uploads are')} paused.`,
      canceled: (count: number) => `${counted(count, 'upload is', 'uploads are')} canceled.`,
    },
  },
} as const

/** The wording of the window in any language. */
export type Wording = Worded<typeof ENGLISH>

/** All there are. */
const WORDINGS: Readonly<Record<Language, Wording>> = { en: ENGLISH, de: GERMAN }

/** Everything this window says, in its language. */
export const WORDS = WORDINGS[IDIOM.language]
