import type { Language, Worded } from '../app/contract/language.ts'
import { GERMAN_DESKTOP } from './german/desktop-wording.ts'

const ENGLISH_DESKTOP = {
  cannotStart: 'Polar Uploader cannot start',
  hasToEnd: 'Polar Uploader has to end',

  menu: {
    settings: 'Settings…',
    file: '&File',
    addFiles: 'Add Files…',
    addFolder: 'Add Folder…',
    closeWindow: 'Close Window',
    quit: 'Quit',
    edit: '&Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    view: '&View',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Toggle Full Screen',
    developerTools: 'Toggle Developer Tools',
    uploads: '&Uploads',
    list: {
      pause: 'Pause',
      resume: 'Resume',
      retry: 'Try Again',
      startNow: 'Start Now',
      moveToTop: 'Move to the Top',
      showDetails: 'Show Details',
      cancel: 'Cancel',
      remove: 'Remove',
      selectAll: 'Select All Uploads',
      clearFinished: 'Clear Finished',
    },
    pauseAll: 'Pause All',
    resumeAll: 'Resume All',
    window: 'Window',
    minimize: 'Minimize',
    zoomWindow: 'Zoom',
    toFront: 'Bring All to Front',
    services: 'Services',
    hide: 'Hide Polar Uploader',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
    help: 'Help',
    check: 'Check This Computer…',
    openPolar: 'Open Polar',
    showLogs: 'Show Logs',
    about: 'About Polar Uploader',
    show: 'Show Polar Uploader',
  },

  summary: {
    uploading: (count: string, share: string | null) =>
      share === null ? `${count} uploading` : `${count} uploading, ${share}`,
    checking: (count: string) => `${count} being checked`,
    waiting: (count: string) => `${count} waiting`,
    paused: (count: string) => `${count} paused`,
    nothing: 'Nothing to upload',
    speed: (rate: string, left: string) => `${rate}, ${left} left`,
  },

  announcements: {
    completed: 'Your file is in Polar',
    severalCompleted: (count: number) => `${count} files are in Polar`,
    signIn: 'Sign in again',
    needsYou: (name: string) => `“${name}” needs your attention`,
    severalNeedYou: (count: number) => `${count} files need your attention`,
    failed: (name: string) => `“${name}” could not be uploaded`,
    severalFailed: (count: number) => `${count} files could not be uploaded`,
    andMore: (names: string, count: number) => `${names} and ${count} more`,
  },

  quit: {
    loss: (count: number) =>
      count === 1 ? 'Quitting now starts an upload over' : `Quitting now starts ${count} uploads over`,
    message: (count: number) =>
      count === 1 ? 'Quit with 1 unfinished upload?' : `Quit with ${count} unfinished uploads?`,
    fate: (name: string, words: string) => `“${name}” ${words}`,
    startsOver: 'starts over: its hour is nearly over, and what is stored is lost.',
    putTogether: 'is uploaded and finishes next time.',
    checkedAgain: 'is checked again from the beginning next time.',
    starts: 'starts next time.',
    goesOn: (share: string) => `resumes at ${share} next time, if that is soon enough.`,
    startsOverNext: 'starts over next time: its hour is over.',
    goesOnBefore: (share: string, time: string) =>
      `resumes at ${share} if reopened before ${time}; after that it starts over.`,
    more: {
      'starts-over': (count: number) => `${count} more ${count === 1 ? 'starts' : 'start'} over.`,
      resumes: (count: number) => `${count} more ${count === 1 ? 'resumes' : 'resume'} next time.`,
      starts: (count: number) => `${count} more ${count === 1 ? 'starts' : 'start'} next time.`,
    },
    instead: 'Close the window instead, and they go on without it.',
    keep: 'Keep uploading',
    quit: 'Quit',
    quitAnyway: 'Quit anyway',
    onlyLoss: 'Ask only when something would be lost at once',
  },

  pause: {
    loss: (count: number) =>
      count === 1 ? 'Pausing now starts an upload over' : `Pausing now starts ${count} uploads over`,
    detail: (stored: string) =>
      `The hour Polar gives an upload is nearly over. If you pause now, the ${stored} uploaded so far must be sent again. If you don’t, it finishes.`,
    keep: 'Keep uploading',
    pause: 'Pause anyway',
  },

  refused: {
    title: (count: number) => (count === 1 ? 'One file was not added' : `${count} files were not added`),
    more: (count: number) => `And ${count} more.`,
  },

  completed: {
    one: (name: string) => `“${name}” is in Polar already`,
    several: (count: number) => `${count} files are in Polar already`,
    oneUnchanged: 'Its size and date have not changed since, so it is not uploaded once more.',
    severalUnchanged: 'Their sizes and dates have not changed since, so they are not uploaded once more.',
    again: 'Upload again',
    leave: 'Leave as is',
  },

  notAFile: (name: string) => `“${name}” is not a file on this computer. Save it first.`,
  pickFiles: 'Add files',
  pickFolder: 'Add a folder',
  pick: 'Add',
  findFile: (name: string) => `Where is “${name}” now?`,
  choose: 'Choose',
  saveReceipt: 'Save the receipt',
  text: 'Text',
  saveDiagnostics: 'Save the diagnostics',
  windowFails: 'The window keeps failing',
  windowFailsDetail: 'Uploads go on without it. Start Polar Uploader again to open another window.',
} as const

/** What the desktop says outside of the window: menus, tray, notifications and the system's dialogs. */
export type DesktopWording = Worded<typeof ENGLISH_DESKTOP>

/** The same, by language. */
export const DESKTOP_WORDS: Readonly<Record<Language, DesktopWording>> = {
  en: ENGLISH_DESKTOP,
  de: GERMAN_DESKTOP,
}
