import {
  createFiles,
  deleteFiles,
  listFiles,
  updateFiles,
  uploadedFiles,
} from '@polar-sh/sdk/2026-10/services/files'
import { listOrganizations } from '@polar-sh/sdk/2026-10/services/organizations'
import type { FileId } from '../contract/ids.ts'
import type { Clock, Http } from '../ports.ts'
import type { PlannedPart } from '../store/part-store.ts'
import type { Session } from '../store/session-store.ts'
import { UploadError } from '../upload-error.ts'
import { callsPerMinute, createApiBudget, type ApiBudget } from './api-budget.ts'
import {
  anotherShape,
  completionOf,
  creationOf,
  openedFrom,
  polarFileFrom,
  type NewFile,
  type OpenedFile,
  type PolarFile,
} from './polar-files.ts'
import { createPolarCall, type PolarCore } from './sdk-transport.ts'

/** Who asks: a server and a token for it. */
export interface Credentials {
  readonly serverUrl: string
  readonly token: string
}

/** An organization at Polar. */
export interface Organization {
  readonly id: string
  readonly name: string
}

/** Polar's API in the app's words. Every failure is an `UploadError`. */
export interface PolarClient {
  openSession(who: Credentials, file: NewFile, signal: AbortSignal): Promise<OpenedFile>
  /** All parts, ascending. A thrown `network` or `server-busy` leaves open whether it happened: ask `findFile`. */
  completeSession(
    who: Credentials,
    session: Session,
    parts: readonly PlannedPart[],
    signal: AbortSignal,
  ): Promise<PolarFile>
  /** The file if Polar has it complete, else null. */
  findFile(who: Credentials, id: FileId, signal: AbortSignal): Promise<PolarFile | null>
  /** Those of the files that are complete at Polar; a hundred are asked for with one call. */
  findFiles(who: Credentials, ids: readonly FileId[], signal: AbortSignal): Promise<readonly PolarFile[]>
  /** Deletes the record of a file; no error when it is gone. */
  deleteFile(who: Credentials, id: FileId, signal: AbortSignal): Promise<void>
  /** Every complete file, newest first. */
  listFiles(who: Credentials, signal: AbortSignal): Promise<readonly PolarFile[]>
  /** The token's organization; null when it may not read it. `onAsked` hears that the question is on its way. */
  findOrganization(who: Credentials, signal: AbortSignal, onAsked?: () => void): Promise<Organization | null>
  /** Makes sure the token may upload, without changing anything. Throws `forbidden` when it may not. */
  checkMayUpload(who: Credentials, signal: AbortSignal): Promise<void>
  /** How much longer the server wants to be left alone with this token, in milliseconds; 0 when it does not. */
  heldMs(who: Credentials): number
  /** This computer has slept: what a server was to be left alone for may be over. */
  woke(): void
}

/**
 * How long a call may take in all, in milliseconds. Long lists of parts take Polar seconds to sign; putting them
 * together can take S3 minutes. A server that is not there is noticed sooner, by the network itself: these are for one
 * that takes the request and never answers. None of it is at the expense of the hour but opening, which begins it.
 */
const LIMIT_MS = { short: 30_000, open: 120_000, complete: 300_000 } as const

/** A version-4 UUID that names no file. */
const NO_FILE = '00000000-0000-4000-8000-000000000000'

/** What the client works with. */
export interface PolarClientParts {
  readonly http: Http
  readonly clock: Clock
  /** Hears the `Date` of every answer. */
  readonly onDate: (date: string | undefined, serverUrl: string) => void
}

/** Each token's budget of calls. */
interface Budgets {
  of(who: Credentials): ApiBudget
  woke(): void
}

function keepBudgets(clock: Clock): Budgets {
  const budgets = new Map<string, ApiBudget>()
  return {
    of({ serverUrl, token }) {
      const key = `${serverUrl} ${token}`
      const budget = budgets.get(key) ?? createApiBudget(clock, callsPerMinute(serverUrl))
      budgets.set(key, budget)
      return budget
    },
    woke: () => budgets.forEach((budget) => budget.woke()),
  }
}

/** Creates the client. It keeps each token's budget of calls: Polar counts those of an organization on a server. */
export function createPolarClient({ http, clock, onDate }: PolarClientParts): PolarClient {
  const budgets = keepBudgets(clock)
  const call = (
    who: Credentials,
    limitMs: number,
    signal: AbortSignal,
    onAsked: () => void = () => undefined,
  ): PolarCore => {
    const { serverUrl, token } = who
    const transport = { http, clock, onDate, onAsked, serverUrl, token, budget: budgets.of(who) }
    return createPolarCall(transport, limitMs, signal)
  }
  return {
    async openSession(who, file, signal) {
      const created = await createFiles(call(who, LIMIT_MS.open, signal))(creationOf(file))
      return openedFrom(created, file.parts)
    },
    async completeSession(who, session, parts, signal) {
      const complete = uploadedFiles(call(who, LIMIT_MS.complete, signal))
      return polarFileFrom(await complete(session.fileId, completionOf(session, parts)))
    },
    async findFile(who, id, signal) {
      const [file] = await filesWith(() => call(who, LIMIT_MS.short, signal), [id])
      return file ?? null
    },
    findFiles: (who, ids, signal) => filesWith(() => call(who, LIMIT_MS.short, signal), ids),
    async deleteFile(who, id, signal) {
      try {
        await deleteFiles(call(who, LIMIT_MS.short, signal))(id)
      } catch (error) {
        if (!isUnknownFile(error)) throw error
      }
    },
    listFiles: (who, signal) => listAll(() => call(who, LIMIT_MS.short, signal)),
    findOrganization: (who, signal, onAsked) => firstOrganization(call(who, LIMIT_MS.short, signal, onAsked)),
    async checkMayUpload(who, signal) {
      // Scopes are checked before the file is looked for, so changing nothing of no file tells whether we may.
      try {
        await updateFiles(call(who, LIMIT_MS.short, signal))(NO_FILE, {})
      } catch (error) {
        if (!isUnknownFile(error)) throw error
      }
    },
    heldMs: (who) => budgets.of(who).heldMs(),
    woke: () => budgets.woke(),
  }
}

/** How many files Polar lists at most in one answer; of more it takes no notice. */
const MOST_LISTED = 100

/** The codes with which Polar's answer says "no such file" (404, or 422 for an id it does not like). */
const isUnknownFile = (error: unknown): boolean =>
  error instanceof UploadError && (error.code === 'session-unknown' || error.code === 'rejected')

async function firstOrganization(core: PolarCore): Promise<Organization | null> {
  try {
    const [organization] = itemsOf(await listOrganizations(core)({ limit: 1 }))
    return organization === undefined ? null : { id: organization.id, name: organization.name }
  } catch (error) {
    if (error instanceof UploadError && error.code === 'forbidden') return null
    throw error
  }
}

/** Those with these ids, so many at a time. */
async function filesWith(core: () => PolarCore, ids: readonly FileId[]): Promise<readonly PolarFile[]> {
  const files: PolarFile[] = []
  for (let first = 0; first < ids.length; first += MOST_LISTED) {
    const asked = ids.slice(first, first + MOST_LISTED)
    const found = itemsOf(await listFiles(core())({ ids: [...asked], limit: MOST_LISTED }))
    files.push(...found.map(polarFileFrom).filter(({ id }) => asked.includes(id)))
  }
  return files
}

/** Everything, page after page. The list has no order of its own, so a file may show twice while it changes. */
async function listAll(core: () => PolarCore): Promise<readonly PolarFile[]> {
  const files = new Map<FileId, PolarFile>()
  for (let page = 1, last = 1; page <= last; page += 1) {
    const found = await listFiles(core())({ page, limit: MOST_LISTED })
    for (const file of itemsOf(found).map(polarFileFrom)) files.set(file.id, file)
    last = found.pagination.max_page
  }
  return [...files.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt))
}

/** The items of a list. Throws `UploadError('not-polar')` when it is none. */
function itemsOf<T>(list: { readonly items: readonly T[] }): readonly T[] {
  const items: unknown = list.items
  if (!Array.isArray(items)) throw anotherShape(list)
  return items as readonly T[]
}
