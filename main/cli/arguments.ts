import { parseArgs } from 'node:util'
import { isFileService } from '../../app/contract/guards.ts'
import { FILE_SERVICES, type FileService } from '../../app/contract/upload-view.ts'

/** Whose account is meant; null when the environment, or the chosen account, is to say. */
export interface AccountWords {
  /** By name or address. */
  readonly server: string | null
  /** By its organization's name, or an id. */
  readonly account: string | null
}

/** What the command line is asked to do. */
export type Command =
  | ({
      readonly kind: 'upload'
      readonly paths: readonly string[]
      readonly service: FileService
      readonly name: string | null
      readonly again: boolean
      readonly json: boolean
    } & AccountWords)
  | ({ readonly kind: 'resume' | 'files'; readonly json: boolean } & AccountWords)
  | { readonly kind: 'list' | 'accounts'; readonly json: boolean }
  /** `save` is where a bundle is to be written; null when none is wanted. */
  | {
      readonly kind: 'check'
      readonly save: string | null
      readonly server: string | null
      readonly json: boolean
    }
  /** `wanted` names uploads by their id, their file's id or their path. */
  | { readonly kind: 'remove'; readonly wanted: readonly string[]; readonly json: boolean }
  /** The same, of one. */
  | { readonly kind: 'receipt'; readonly wanted: string; readonly json: boolean }
  | { readonly kind: 'sign-in'; readonly server: string | null }
  | ({ readonly kind: 'sign-out' } & AccountWords)
  | { readonly kind: 'help' | 'version' }

/** The words make no command; the message is a sentence that says which word and what would do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** How the command line is used. */
export const USAGE = `Usage: polar-uploader COMMAND

  upload PATH... [--service SERVICE] [--name NAME] [--again] [--json]
                        Upload files and folders. Unfinished uploads resume. A file that is already in
                        Polar and has not changed is skipped unless --again is given.
  resume [--json]       Resume everything unfinished, in every account that is signed in, and exit when
                        nothing is left to do. Skips files that have changed: use upload or remove.
  remove UPLOAD... [--json]
                        Remove uploads from the list. UPLOAD is an ID, or a path, which means its
                        unfinished uploads if there are any. Parts of an unfinished upload are
                        discarded; files in Polar stay there.
  list [--json]         List this computer's uploads.
  files [--json]        List the files in Polar.
  receipt FILE [--json] Show proof that a file arrived. FILE is its path, or the ID of the upload or
                        of the file in Polar.
  check [--save FILE.zip] [--server SERVER] [--json]
                        Check this computer and its connection to Polar. --save also writes the
                        results, the log and the list of uploads, without names or secrets, to a file
                        that you can send to support.
  sign-in [--server SERVER]
                        Read an access token from standard input or a hidden prompt and store it in the
                        keychain. New files go to that account; other accounts stay signed in.
  sign-out [--server SERVER] [--account ACCOUNT]
                        Forget the token of the default account, or of the one you name.
  accounts [--json]     List accounts. A star marks the default account, where new files go.
  help, version

SERVICE is downloadable (the default), product_media or organization_avatar.
SERVER is production (the default for a new token), sandbox, or an address. upload, resume, files and
check also take --server, to use that server's account for one command instead of the default account.
If a server has several accounts and none is the default, upload, resume, files and sign-out need
--account: the organization's name, or an ID from accounts --json.

Environment:
  POLAR_ACCESS_TOKEN    a token to use instead of the one in the keychain; never stored
  POLAR_SERVER          like --server
  POLAR_UPLOADER_DATA   the data folder
  HTTPS_PROXY, NO_PROXY the proxy to use, and the hosts to reach without it

Exit codes: 0 everything completed, or no problems found; 1 something failed, or a problem was found;
2 wrong usage; 3 not signed in; 130 interrupted.
`

const OPTIONS = {
  json: { type: 'boolean' },
  service: { type: 'string' },
  name: { type: 'string' },
  again: { type: 'boolean' },
  server: { type: 'string' },
  account: { type: 'string' },
  save: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

type Option = keyof typeof OPTIONS

const TAKES: Readonly<Record<Command['kind'], readonly Option[]>> = {
  upload: ['service', 'name', 'again', 'server', 'account', 'json'],
  resume: ['server', 'account', 'json'],
  remove: ['json'],
  list: ['json'],
  files: ['server', 'account', 'json'],
  receipt: ['json'],
  check: ['save', 'server', 'json'],
  'sign-in': ['server'],
  'sign-out': ['server', 'account'],
  accounts: ['json'],
  help: [],
  version: [],
}

const TAKES_WORDS: readonly Command['kind'][] = ['upload', 'remove', 'receipt']

const isCommand = (word: string): word is Command['kind'] => Object.hasOwn(TAKES, word)

/** Reads the words after the program's name. Throws `UsageError`. */
export function parseCommand(words: readonly string[]): Command {
  const { values, positionals } = parse(words)
  const [word, ...rest] = positionals
  const asked = word === 'help' ? (rest.shift() ?? word) : word
  if (asked !== undefined && !isCommand(asked)) throw new UsageError(`Unknown command “${asked}”.`)
  const options = Object.keys(values) as Option[]
  if (word === undefined) return commandOfOptions(options)
  if (!isCommand(word)) throw new UsageError(`Unknown command “${word}”.`)
  // Also beside --help: an option that is not known may be a file's name, or a wish that would be passed over.
  for (const option of options) {
    if (option !== 'help' && !TAKES[word].includes(option))
      throw new UsageError(`${word} does not take --${option}.`)
  }
  if (values.help === true) return { kind: 'help' }
  if (!TAKES_WORDS.includes(word) && rest.length > 0)
    throw new UsageError(`${word} does not take “${rest.join(' ')}”.`)
  return commandOf(word, rest, values)
}

/** What options alone ask for: help or the version, and nothing besides. */
function commandOfOptions(options: readonly Option[]): Command {
  const kind = (['help', 'version'] as const).find((option) => options.includes(option))
  if (kind === undefined) throw new UsageError('No command given.')
  const other = options.find((option) => option !== kind)
  if (other !== undefined) throw new UsageError(`--${kind} does not take --${other}.`)
  return { kind }
}

/** Says whether they ask for JSON, also when they make no command. */
export const wantsJson = (words: readonly string[]): boolean =>
  parseArgs({ args: [...words], options: OPTIONS, strict: false }).values.json === true

function commandOf(
  word: Command['kind'],
  rest: readonly string[],
  values: ReturnType<typeof parse>['values'],
): Command {
  const { json = false, server = null, account = null } = values
  switch (word) {
    case 'upload': {
      const { name = null, again = false } = values
      return {
        kind: word,
        paths: pathsOf(rest),
        service: serviceOf(values.service),
        name,
        again,
        server,
        account,
        json,
      }
    }
    case 'remove':
      if (rest.length === 0) throw new UsageError('remove needs at least one upload: its path or an ID.')
      return { kind: word, wanted: rest, json }
    case 'receipt':
      return { kind: word, wanted: wantedOf(rest), json }
    case 'check':
      return { kind: word, save: values.save ?? null, server, json }
    case 'resume':
    case 'files':
      return { kind: word, server, account, json }
    case 'list':
    case 'accounts':
      return { kind: word, json }
    case 'sign-in':
      return { kind: word, server }
    case 'sign-out':
      return { kind: word, server, account }
    case 'help':
    case 'version':
      return { kind: word }
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function pathsOf(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) throw new UsageError('upload needs at least one file or folder.')
  return paths
}

function wantedOf([wanted, ...others]: readonly string[]): string {
  if (wanted === undefined) throw new UsageError('receipt needs a file: its path or an ID.')
  if (others.length > 0) throw new UsageError('receipt takes one file at a time.')
  return wanted
}

function serviceOf(service: string | undefined): FileService {
  if (service === undefined) return 'downloadable'
  if (isFileService(service)) return service
  throw new UsageError(`Unknown service “${service}”. Use one of ${FILE_SERVICES.join(', ')}.`)
}
