import { homedir } from 'node:os'
import { basename, dirname } from 'node:path'
import type { About } from '../../app/contract/about.ts'
import type { CheckAnswer } from '../../app/contract/computer-check.ts'
import { BASIC_WORDS } from '../../app/contract/wording.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import type { Kept } from '../../app/diagnosis/read-kept.ts'
import { mapTexts, scrubber, scrubLog, withoutAnyNames, type Secret } from './scrub.ts'

/** What a diagnostics bundle is made of, before anything private is taken out. */
export interface BundleParts extends Kept {
  readonly about: About
  readonly answers: readonly CheckAnswer[]
  /** Why the uploads could not be read; null when they were. */
  readonly unreadable: string | null
  /** The log files, by name. */
  readonly logs: Readonly<Record<string, string>>
}

const READ_ME = `Diagnostics of Polar Uploader

  check.txt         what “Check this computer” found
  about.json        versions, the system, where the data is
  preferences.json  what was chosen in the app
  uploads.jsonl     the uploads: sizes, states and failures; no names, no folders
  logs/             the app's log

Taken out: access tokens, presigned URLs, the names and folders of files, the organizations' names, your home
folder. All of it is plain text: please look through it before you send it to anybody.
`

/** The files of the bundle, by name, with nothing private in them. */
export function bundleFiles(parts: BundleParts): Readonly<Record<string, string>> {
  const { about, answers, preferences, uploads, unreadable, logs } = parts
  const scrub = scrubber(secretsIn(parts))
  const json = (value: unknown): string => `${JSON.stringify(mapTexts(value, scrub), null, 2)}\n`
  return {
    'README.txt': READ_ME,
    'check.txt': scrub(answers.map(lineOf).join('')),
    'about.json': json(about),
    'preferences.json': json(preferences),
    'uploads.jsonl': unreadable === null ? uploadLines(uploads, scrub) : json({ unreadable }),
    ...Object.fromEntries(
      Object.entries(logs).map(([name, text]) => [`logs/${name}`, scrubLog(text, scrub)] as const),
    ),
  }
}

const lineOf = ({ check, verdict, message }: CheckAnswer): string =>
  `${BASIC_WORDS.en.verdicts[verdict].padEnd(14)}${BASIC_WORDS.en.checks[check].padEnd(22)}${message}\n`

/** One line per upload; each goes by a number instead of its name. */
const uploadLines = (uploads: readonly UploadView[], scrub: (text: string) => string): string =>
  uploads
    .map(({ id, sizeBytes, service, state, addedAt, partCount, sessionsLost, lossReason }, index) => {
      const facts = { id, sizeBytes, service, addedAt, partCount, sessionsLost, lossReason }
      return { file: index + 1, ...facts, state: mapTexts(state, (text) => withoutAnyNames(text, scrub)) }
    })
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')

/** Folders are listed once: many uploads share one, and every path in a text would be compared with all. */
function secretsIn({ uploads, organizationNames }: BundleParts): readonly Secret[] {
  const files = uploads.flatMap(({ path, name }, index) => {
    const file = `[file ${index + 1}]`
    return [
      { text: basename(path), instead: file },
      { text: name, instead: file },
    ]
  })
  const folders = [...new Set(uploads.map(({ path }) => dirname(path)))].map((text) => {
    return { text, instead: '[folder]' }
  })
  const organizations = organizationNames.map((text) => ({ text, instead: '[organization]' }))
  return [...files, ...folders, ...organizations, { text: homedir(), instead: '~' }]
}
