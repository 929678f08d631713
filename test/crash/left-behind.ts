import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isActive, type UploadState } from '../../app/contract/upload-state.ts'
import { DATABASE_NAME, openDatabase, type Database } from '../../app/store/database.ts'
import type { Session } from '../../app/store/session-store.ts'
import { createStore } from '../../app/store/store.ts'
import { lastCallAt } from '../../app/upload/last-call.ts'

/** What a run was at when it died. */
export const PHASES = [
  /** Nothing of its own yet: starting, opening the database, signing in. */
  'starting',
  'hashing',
  'opening',
  'uploading',
  /** Uploading, and every part that is left must have started. */
  'last call',
  'completing',
  'completed',
  /** At nothing: between two files, or between two tries. */
  'between',
] as const

/** What a run was at when it died. */
export type Phase = (typeof PHASES)[number]

/** One upload as a run left it. */
export interface LeftUpload {
  readonly name: string
  readonly state: UploadState
  readonly session: Session | null
}

/** What is in a data folder once nobody is at work on it. */
export interface LeftBehind {
  readonly uploads: readonly LeftUpload[]
  /** Parts on record as stored, as `partKey`. */
  readonly recorded: ReadonlySet<string>
  /** Files at Polar that it knows of. */
  readonly fileIds: ReadonlySet<string>
  /** What is wrong with the database, in words. */
  readonly damage: readonly string[]
}

/** Names a part at Polar. */
export const partKey = (fileId: string, number: number): string => `${fileId}:${number}`

/**
 * Looks into a data folder: into a copy of it, so that the next run finds it as the last one left it, and with the
 * app's own means, so that whatever keeps the app from its database shows.
 */
export function lookInto(dataFolder: string): LeftBehind {
  if (!existsSync(join(dataFolder, DATABASE_NAME))) {
    return { uploads: [], recorded: new Set(), fileIds: new Set(), damage: [] }
  }
  const damage = readdirSync(dataFolder).filter((name) => name.includes('.damaged-'))
  const copy = `${dataFolder}-copy`
  cpSync(dataFolder, copy, { recursive: true })
  try {
    const { db, setAside } = openDatabase(copy, Date.now())
    if (setAside !== null) damage.push('the database had to be set aside')
    damage.push(...faultsIn(db))
    const left = readAll(db)
    db.close()
    return { ...left, damage }
  } finally {
    rmSync(copy, { recursive: true })
  }
}

function faultsIn(db: Database): readonly string[] {
  const integrity: unknown = db.pragma('integrity_check', { simple: true })
  const orphans = db.pragma('foreign_key_check') as readonly unknown[]
  return [
    integrity === 'ok' ? null : `the integrity check says ${String(integrity)}`,
    orphans.length === 0 ? null : `${orphans.length} rows belong to nothing`,
  ].filter((fault) => fault !== null)
}

function readAll(db: Database): Omit<LeftBehind, 'damage'> {
  const { uploads, sessions, parts } = createStore(db)
  const recorded = new Set<string>()
  const fileIds = new Set<string>()
  const left = uploads.all().map(({ id, name, state }) => {
    const session = sessions.find(id)
    const fileId = state.kind === 'completed' ? state.fileId : (session?.fileId ?? null)
    if (fileId !== null) fileIds.add(fileId)
    for (const { number, etag } of parts.plan(id)) {
      if (fileId !== null && etag !== null) recorded.add(partKey(fileId, number))
    }
    return { name, state, session }
  })
  return { uploads: left, recorded, fileIds }
}

/** The files in a folder that have a text among their bytes. */
export function filesHolding(folder: string, text: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name)
    return statSync(path).isFile() && readFileSync(path).includes(text)
  })
}

/** What a run was at, by what it left; of several uploads the one that is furthest. `serverNow` is when it died. */
export function phaseOf({ uploads }: LeftBehind, serverNow: number): Phase {
  const phases = uploads.flatMap(({ state, session }): Phase[] => {
    if (!isActive(state)) return []
    const isLastCall = state.kind === 'uploading' && session !== null && serverNow >= lastCallAt(session)
    return [isLastCall ? 'last call' : (state.kind as Phase)]
  })
  const furthest = PHASES.findLast((phase) => phases.includes(phase))
  if (furthest !== undefined) return furthest
  return uploads.length > 0 && uploads.every(({ state }) => state.kind === 'completed')
    ? 'completed'
    : 'between'
}
