import { formatCount } from '../idiom.ts'

/** Everything the help says, in English, but the answers of the checks, which the app gives. */
export const HELP_WORDS = {
  menu: 'Help',
  check: 'Check this computer…',
  about: 'About Polar Uploader…',

  checking: {
    title: 'Check this computer',
    intro: 'What uploads need of this computer and its network. Nothing is uploaded, and nothing is changed.',
    list: 'Answers',
    underWay: 'Checking…',
    progress: (made: number, all: number) => `${formatCount(made)} of ${formatCount(all)} checked.`,
    allGood: 'All is good.',
    someWorthKnowing: 'Nothing is bad. Some of it is worth knowing.',
    bad: (count: number) =>
      count === 1
        ? 'One thing is bad; it says what to do.'
        : `${formatCount(count)} things are bad; they say what to do.`,
    again: 'Check again',
    save: 'Save diagnostics…',
    saving: 'Saving…',
    saved: 'The diagnostics are saved.',
    contents:
      'The diagnostics are a zip file for whoever helps you: these answers, versions, your preferences, the app’s log, and the sizes and states of your uploads. Access tokens, upload links, the names and folders of files, and your organization’s name are taken out.',
  },

  aboutApp: {
    title: 'About Polar Uploader',
    intro: (version: string) =>
      `Version ${version}. Gets files of any size into Polar, byte for byte. Made for Polar’s public API, under the MIT license.`,
    versions: 'Versions',
    names: {
      electron: 'Electron',
      chromium: 'Chromium',
      node: 'Node.js',
      sqlite: 'SQLite',
      system: 'System',
    },
    places: 'What is stored where',
    token: 'Access token',
    tokenPlace: 'In your system’s keychain, nowhere else.',
    files: 'Your files',
    filesPlace: 'Stay where they are; they are read from there and never copied.',
    list: 'List of uploads',
    log: 'Log',
    licenses: 'Licenses',
    licensesNote:
      'Of everything this app is shipped with. Those of Chromium are in LICENSES.chromium.html, beside it.',
    loading: 'Loading…',
  },
} as const
