import type { FileService } from '../../app/contract/upload-view.ts'
import { createSeededRandom } from '../local-polar/seeded-random.ts'
import type { FileChange, ReadFault } from './disk-troubles.ts'
import type { Operation } from './virtual-polar.ts'

const MiB = 1024 ** 2
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What can befall a request. */
export type RequestFault =
  /** Never reaches the server. */
  | 'refused'
  /** Neither reaches the server nor fails. */
  | 'unheard'
  /** Cut while its body is on its way. */
  | 'cut'
  /** Its body stops moving. */
  | 'stall'
  /** The server did as asked, and the connection breaks. */
  | 'reply-lost'
  /** The server did as asked, and no reply ever comes. */
  | 'reply-swallowed'
  /** The server did as asked, and answers with an error of its own. */
  | 'error-after'
  /** Reaches the server twice. */
  | 'twice'
  /** Takes far longer than usual. */
  | 'slow'
  /** A byte is flipped on the way. */
  | 'damaged'
  /** These are answers of the server, which does nothing. */
  | 'error-500'
  | 'slow-down'
  | 'too-many'
  /** The same two, and how long to stay away. */
  | 'slow-down-for'
  | 'too-many-for'
  | 'redirect'
  | 'html-page'
  | 'gateway-page'
  | 'error-in-200'
  | 'request-timeout'
  | 'bad-signature'
  | 'unauthorized'
  | 'forbidden'
  | 'unprocessable'

/** What can befall a write to the database. */
export type CommitFault = 'SQLITE_BUSY' | 'SQLITE_FULL' | 'SQLITE_IOERR_WRITE'

/** What the user does. */
export type UserAction =
  | 'add-again'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'retry'
  | 'remove'
  | 'move'
  | 'to-top'
  | 'start-now'
  | 'clear-finished'
  | 'choose-file'
  | 'pause-all'
  | 'resume-all'
  | 'sign-out'
  | 'sign-in'
  | 'choose'
  | 'quit'
  | 'look'

/** One thing that happens in a life: at a moment, or the nth time something is done. */
export type Happening =
  | {
      readonly kind: 'request'
      readonly operation: Operation
      readonly nth: number
      readonly fault: RequestFault
    }
  | { readonly kind: 'commit'; readonly nth: number; readonly fault: CommitFault }
  | {
      readonly kind: 'read'
      readonly operation: 'open' | 'identity' | 'read' | 'checksums'
      readonly nth: number
      readonly fault: ReadFault
    }
  | { readonly kind: 'crash'; readonly nth: number; readonly restartAfterMs: number }
  | {
      readonly kind: 'crash-at-commit'
      readonly nth: number
      readonly when: 'before' | 'after'
      readonly restartAfterMs: number
    }
  | { readonly kind: 'crash-at'; readonly atMs: number; readonly restartAfterMs: number }
  | { readonly kind: 'file'; readonly atMs: number; readonly file: number; readonly change: FileChange }
  | {
      readonly kind: 'outage'
      readonly atMs: number
      readonly forMs: number
      readonly how: 'refused' | 'silent' | 'sign-in-page'
    }
  | {
      readonly kind: 'user'
      readonly atMs: number
      readonly action: UserAction
      readonly file: number
      readonly againAfterMs: number
    }
  | { readonly kind: 'sleep'; readonly atMs: number; readonly forMs: number }
  | { readonly kind: 'clock-jump'; readonly atMs: number; readonly byMs: number }
  | { readonly kind: 'revoke'; readonly atMs: number; readonly organization: number }
  /** The user signs in with another token of an organization, while the ones before stay as they are. */
  | {
      readonly kind: 'another-token'
      readonly atMs: number
      readonly organization: number
      readonly mayReadName: boolean
    }
  | { readonly kind: 'server-down'; readonly atMs: number; readonly forMs: number; readonly server: number }
  | { readonly kind: 'keychain-locked'; readonly atMs: number; readonly forMs: number }
  | { readonly kind: 'disk-full'; readonly atMs: number; readonly forMs: number }
  | { readonly kind: 'multipart-lost'; readonly atMs: number; readonly file: number }
  | { readonly kind: 'altered'; readonly atMs: number; readonly file: number }
  | { readonly kind: 'second-instance'; readonly atMs: number }

/** Something the user does. */
type UserHappening = Extract<Happening, { readonly kind: 'user' }>

/** Something that happens at a moment. */
export type MomentHappening = Extract<Happening, { readonly atMs: number }>

/** A file the user adds. */
export interface PlannedFile {
  readonly sizeBytes: number
  readonly addedAtMs: number
  readonly service: FileService
  readonly extension: string
}

/** Everything that makes one life what it is. The same plan is the same life. */
export interface LifePlan {
  readonly seed: number
  readonly files: readonly PlannedFile[]
  readonly happenings: readonly Happening[]
  readonly link: {
    readonly bytesPerMs: number
    readonly latencyMs: number
    /** A body goes in pieces of this size, so that something can befall it on the way. */
    readonly pieceBytes: number
  }
  /** The servers' clock, against the true time. */
  readonly serverAheadMs: number
  /** How much faster than the true time it goes, in millionths. */
  readonly serverDriftPpm: number
  /** Whether the computer's monotonic clock counts sleep, as on Windows. */
  readonly countsSleep: boolean
  readonly repeatsCompletion: boolean
  /** How long Polar takes to sign a part's URL, in milliseconds; nobody else is answered meanwhile. 0 when left out. */
  readonly signingMsPerPart?: number
  /** Whether S3's errors have an empty message. */
  readonly emptyMessages?: boolean
  /** How many organizations the user uploads to, each with a token of its own. */
  readonly organizations: number
  /** Another server, where every other organization is, and how far its clock is ahead of the first; null for none. */
  readonly elsewhere: { readonly aheadMs: number } | null
  /** Organizations whose tokens may not read the organization's name, but for those that say so. */
  readonly nameless: readonly number[]
  /** How much longer than a moment it takes to find what is added, as in a large folder. */
  readonly findMs: number
}

/** Chance, for planning. */
interface Dice {
  chance(probability: number): boolean
  whole(from: number, to: number): number
  /** Between the two, small numbers as likely as large ones. */
  scaled(from: number, to: number): number
  pick<T>(from: readonly T[]): T
}

function createDice(seed: number): Dice {
  const random = createSeededRandom(seed)
  return {
    chance: (probability) => random() < probability,
    whole: (from, to) => from + Math.floor(random() * (to - from + 1)),
    scaled: (from, to) => Math.round(from * (to / from) ** random()),
    pick(from) {
      const picked = from[Math.floor(random() * from.length)]
      if (picked === undefined) throw new RangeError('Nothing to pick from')
      return picked
    },
  }
}

/** The plan of the life with that seed. */
export function planLife(seed: number): LifePlan {
  const dice = createDice(seed)
  // Nine of ten are over in seconds; the others take long enough for the hour of a session to matter.
  const spanMs = dice.chance(0.9)
    ? dice.scaled(300, 20_000)
    : dice.chance(0.75)
      ? dice.scaled(20_000, 5 * MINUTE)
      : dice.scaled(5 * MINUTE, 80 * MINUTE)
  const organizations = dice.chance(0.3) ? 2 : 1
  const files = planFiles(dice, spanMs, organizations)
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const setting = { spanMs, files, organizations }
  const plain = {
    seed,
    files,
    happenings: planHappenings(dice, setting),
    link: {
      bytesPerMs: Math.max(20, Math.round((totalBytes + MiB) / spanMs)),
      latencyMs: dice.scaled(1, 150),
      pieceBytes: totalBytes > 100 * 1024 * MiB ? 16 * MiB : dice.pick([4 * MiB, 8 * MiB, 16 * MiB]),
    },
    serverAheadMs: dice.chance(0.5) ? 0 : dice.whole(-3 * HOUR, 3 * HOUR),
    serverDriftPpm: dice.chance(0.7) ? 0 : dice.whole(-500, 500),
    countsSleep: dice.chance(0.3),
    repeatsCompletion: dice.chance(0.7),
    organizations,
  }
  // Planned last, so that a life without any of it is what it is without all this.
  return { ...plain, ...planSpecials(dice, setting, plain.happenings), ...planSigning(dice, files) }
}

function planFiles(dice: Dice, spanMs: number, organizations: number): readonly PlannedFile[] {
  const count = dice.chance(organizations === 1 ? 0.6 : 0.1)
    ? 1
    : dice.chance(0.8)
      ? dice.whole(2, 3)
      : dice.whole(4, 8)
  return Array.from({ length: count }, () => {
    const picture = dice.chance(0.04)
    return {
      sizeBytes: picture ? dice.whole(1, 12 * MiB) : planSize(dice, count),
      addedAtMs: dice.chance(organizations === 1 ? 0.7 : 0.3) ? 0 : dice.whole(0, spanMs),
      service: picture ? 'product_media' : 'downloadable',
      extension: picture ? 'png' : 'zip',
    }
  })
}

function planSize(dice: Dice, fileCount: number): number {
  const kind = dice.whole(0, 999)
  if (kind < 30) return 0
  if (kind < 130) return dice.whole(1, 5 * MiB)
  if (kind < 180) return dice.whole(1, 8) * 16 * MiB
  if (kind < 182 && fileCount === 1) return dice.whole(150, 170) * 1024 * MiB
  if (kind < 200) return dice.scaled(40 * 16 * MiB, 150 * 16 * MiB)
  return dice.scaled(16 * MiB, (kind < 850 ? 10 : 40) * 16 * MiB)
}

const PUT_FAULTS: readonly RequestFault[] = [
  ...(['refused', 'unheard', 'cut', 'cut', 'stall', 'reply-lost', 'reply-swallowed', 'error-after'] as const),
  ...([
    'twice',
    'slow',
    'damaged',
    'damaged',
    'error-500',
    'slow-down',
    'slow-down-for',
    'redirect',
  ] as const),
  ...(['html-page', 'gateway-page', 'error-in-200', 'request-timeout', 'bad-signature'] as const),
]
const API_FAULTS: readonly RequestFault[] = [
  ...(['refused', 'unheard', 'cut', 'reply-lost', 'reply-lost', 'reply-swallowed', 'error-after'] as const),
  ...(['twice', 'slow', 'error-500', 'too-many', 'too-many-for', 'html-page', 'gateway-page'] as const),
  ...(['error-in-200', 'unauthorized', 'forbidden', 'unprocessable'] as const),
]
const ACTIONS: readonly UserAction[] = [
  ...(['add-again', 'pause', 'pause', 'resume', 'cancel', 'retry', 'remove', 'move'] as const),
  ...(['to-top', 'start-now', 'start-now', 'clear-finished', 'choose-file'] as const),
  ...(['pause-all', 'resume-all', 'sign-out', 'sign-in', 'quit', 'quit', 'look'] as const),
]
const CHANGES: readonly FileChange[] = [
  ...(['edit', 'edit', 'edit-unseen', 'touch', 'truncate', 'grow', 'replace', 'delete', 'put-back'] as const),
  'move-away',
]

/** What a life has, before anything happens in it. */
interface Setting {
  readonly spanMs: number
  readonly files: readonly PlannedFile[]
  readonly organizations: number
}

function planHappenings(dice: Dice, setting: Setting): readonly Happening[] {
  const { spanMs } = setting
  const fileCount = setting.files.length
  const count = dice.chance(0.08) ? 0 : dice.chance(0.7) ? dice.whole(1, 5) : dice.whole(5, 16)
  // Some lives have one kind of trouble again and again, which shows other bugs than one of each.
  const favorite = dice.whole(0, 99)
  const happenings = Array.from({ length: count }, () =>
    planHappening(dice, dice.chance(0.3) ? favorite : dice.whole(0, 99), setting),
  )
  // Order matters where several wait for their turn.
  const moves = fileCount < 4 ? 0 : dice.whole(0, 3)
  return [
    ...happenings,
    ...Array.from({ length: moves }, () => planMove(dice, spanMs, fileCount)),
    ...(dice.chance(0.05) ? planSearch(dice, setting) : []),
    ...(setting.organizations === 1 ? [] : planAccounts(dice, setting)),
  ]
}

/** A file is moved, and sooner or later the user shows the app where it is. */
function planSearch(dice: Dice, { spanMs, files }: Setting): readonly Happening[] {
  const file = dice.whole(0, files.length - 1)
  const [atMs, foundAtMs] = [dice.whole(0, spanMs), dice.whole(0, 2 * spanMs)]
  const search: UserHappening = {
    ...{ kind: 'user', atMs: foundAtMs, action: 'choose-file', file },
    againAfterMs: 0,
  }
  return [{ kind: 'file', atMs, file, change: 'move-away' }, search]
}

/** The user goes from one organization to another, most of all when a file is about to be added, or just was. */
function planAccounts(dice: Dice, { spanMs, files, organizations }: Setting): readonly Happening[] {
  const choices = files.flatMap(({ addedAtMs }, file): readonly Happening[] => {
    if (!dice.chance(0.5)) return []
    const atMs = Math.max(0, addedAtMs + dice.pick([-100, -1, 0, 0, 1]))
    return [{ kind: 'user', atMs, action: 'choose', file, againAfterMs: dice.whole(0, organizations - 1) }]
  })
  const comings = Array.from({ length: dice.whole(0, 2) }, (): Happening => {
    const [atMs, organization] = [dice.whole(0, spanMs), dice.whole(0, organizations - 1)]
    if (dice.chance(0.4)) return { kind: 'revoke', atMs, organization }
    const againAfterMs = dice.scaled(200, 30_000) * organizations + organization
    return {
      kind: 'user',
      atMs,
      action: dice.pick(['sign-out', 'sign-out', 'choose']),
      file: 0,
      againAfterMs,
    }
  })
  return [...choices, ...comings]
}

/** What Polar takes its time for: 0.4 ms a part, or with a few parts as long as with ten thousand. */
function planSigning(dice: Dice, files: readonly PlannedFile[]): Pick<LifePlan, 'signingMsPerPart'> {
  if (dice.chance(0.6)) return { signingMsPerPart: 0 }
  const mostParts = Math.max(1, ...files.map(({ sizeBytes }) => Math.ceil(sizeBytes / (5 * MiB))))
  return { signingMsPerPart: dice.chance(0.3) ? 0.4 : Math.ceil(4000 / mostParts) }
}

type Specials = Pick<LifePlan, 'happenings' | 'elsewhere' | 'nameless' | 'findMs'>

/** What few lives have: a server elsewhere, and tokens that do not say whose they are. */
function planSpecials(dice: Dice, setting: Setting, happenings: readonly Happening[]): Specials {
  const { organizations, spanMs } = setting
  const all = [...Array(organizations).keys()]
  const isElsewhere = organizations > 1 && dice.chance(0.4)
  const elsewhere = isElsewhere ? { aheadMs: dice.chance(0.4) ? 0 : dice.whole(-3 * HOUR, 3 * HOUR) } : null
  const nameless = dice.chance(0.15) ? all.filter(() => dice.chance(0.75)) : []
  const isPlain = elsewhere === null && nameless.length === 0
  const downs = Array.from({ length: isElsewhere ? dice.whole(0, 2) : 0 }, (): Happening => {
    const [atMs, server] = [dice.whole(0, spanMs), dice.whole(0, 1)]
    return { kind: 'server-down', atMs, forMs: dice.scaled(200, 2 * MINUTE), server }
  })
  const renewals = Array.from({ length: nameless.length === 0 ? 0 : dice.whole(0, 2) }, () =>
    planAnotherToken(dice, setting),
  )
  return {
    ...{ elsewhere, nameless },
    findMs: isPlain ? 0 : dice.pick([0, 30, 300, 3_000]),
    happenings: [...happenings, ...downs, ...renewals.flat()],
  }
}

/** The user signs in with another token, and adds files again about when the app learns whose it is. */
function planAnotherToken(dice: Dice, { spanMs, files, organizations }: Setting): readonly Happening[] {
  const [atMs, organization] = [dice.whole(0, spanMs), dice.whole(0, organizations - 1)]
  const additions = Array.from({ length: dice.whole(1, 3) }, (): Happening => {
    const file = dice.whole(0, files.length - 1)
    return {
      ...{ kind: 'user', atMs: atMs + dice.scaled(20, 6_000), action: 'add-again', file },
      againAfterMs: 0,
    }
  })
  return [{ kind: 'another-token', atMs, organization, mayReadName: dice.chance(0.3) }, ...additions]
}

function planMove(dice: Dice, spanMs: number, fileCount: number): Happening {
  const [atMs, file] = [dice.whole(0, Math.round(spanMs / 2)), dice.whole(0, fileCount - 1)]
  return { kind: 'user', atMs, action: 'move', file, againAfterMs: dice.whole(0, fileCount) }
}

function planHappening(dice: Dice, kind: number, { spanMs, files, organizations }: Setting): Happening {
  const fileCount = files.length
  const atMs = dice.whole(0, Math.round(spanMs * 1.3))
  const file = dice.whole(0, fileCount - 1)
  const pauseMs = dice.chance(0.75) ? dice.scaled(200, 60_000) : dice.scaled(MINUTE, 3 * HOUR)
  const restartAfterMs = dice.chance(0.8) ? dice.scaled(50, 30_000) : dice.scaled(MINUTE, 30 * HOUR)
  if (kind < 18) {
    return { kind: 'request', operation: 'put', nth: dice.scaled(1, 60), fault: dice.pick(PUT_FAULTS) }
  }
  if (kind < 34) {
    const operation = dice.pick([
      'create',
      'create',
      'complete',
      'complete',
      'list',
      'delete',
      'organization',
    ] as const)
    const fault = dice.pick(API_FAULTS)
    // A token that may not read its organization is another account to the app, not a trouble that passes.
    if (operation === 'organization' && fault === 'forbidden') {
      return { kind: 'request', operation, nth: 1, fault: 'unauthorized' }
    }
    // Polar finds nothing wrong with a question or a deletion.
    const mayFindFault = operation === 'create' || operation === 'complete'
    if (fault === 'unprocessable' && !mayFindFault) {
      return { kind: 'request', operation: 'create', nth: 1, fault }
    }
    return { kind: 'request', operation, nth: dice.scaled(1, 6), fault }
  }
  if (kind < 40) {
    const fault = dice.pick(['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'] as const)
    return { kind: 'commit', nth: dice.scaled(1, 80), fault }
  }
  if (kind < 45) {
    const operation = dice.pick(['open', 'identity', 'read', 'checksums'] as const)
    const fault = dice.pick(['EIO', 'EBUSY', 'EACCES', 'EMFILE'] as const)
    return { kind: 'read', operation, nth: dice.scaled(1, 40), fault }
  }
  if (kind < 53) return { kind: 'crash', nth: dice.scaled(1, 400), restartAfterMs }
  if (kind < 58) {
    const when = dice.pick(['before', 'after'] as const)
    return { kind: 'crash-at-commit', nth: dice.scaled(1, 80), when, restartAfterMs }
  }
  if (kind < 60) return { kind: 'crash-at', atMs, restartAfterMs }
  if (kind < 70) return { kind: 'file', atMs, file, change: dice.pick(CHANGES) }
  if (kind < 75) {
    return { kind: 'outage', atMs, forMs: pauseMs, how: dice.pick(['refused', 'silent', 'sign-in-page']) }
  }
  if (kind < 88) {
    return { kind: 'user', atMs, action: dice.pick(ACTIONS), file, againAfterMs: pauseMs }
  }
  if (kind < 91) return { kind: 'sleep', atMs, forMs: dice.scaled(10_000, 12 * HOUR) }
  if (kind < 93) return { kind: 'clock-jump', atMs, byMs: dice.whole(-10, 10) * 365 * 24 * HOUR + 1000 }
  if (kind < 95) return { kind: 'revoke', atMs, organization: dice.whole(0, organizations - 1) }
  if (kind < 96) return { kind: 'keychain-locked', atMs, forMs: pauseMs }
  if (kind < 98) return { kind: 'disk-full', atMs, forMs: pauseMs }
  if (kind < 99) return { kind: 'multipart-lost', atMs, file }
  return dice.chance(0.9) ? { kind: 'altered', atMs, file } : { kind: 'second-instance', atMs }
}
