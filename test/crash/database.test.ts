import { spawn } from 'node:child_process'
import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../app/store/database.ts'
import { createStore } from '../../app/store/store.ts'
import { createSeededRandom } from '../local-polar/seeded-random.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import { remembered, writeStep } from './database-steps.ts'

/** How often the writer is killed: `DATABASE_KILLS=500 npm run test:crash -- database` for the long run. */
const KILLS = Number(process.env.DATABASE_KILLS ?? 40)

const random = createSeededRandom(7)
const scaled = (from: number, to: number): number => from * (to / from) ** random()

/** Kills a writer at a random moment; gives the last step it said was committed. */
async function killWriter(folder: string, from: number): Promise<number> {
  const writer = spawn(process.execPath, [
    join(import.meta.dirname, 'database-writer.ts'),
    folder,
    String(from),
  ])
  let said = ''
  const first = new Promise<void>((resolve) => {
    writer.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      resolve()
    })
  })
  const ended = new Promise((resolve) => writer.on('close', resolve))
  await Promise.race([first, ended])
  await delay(scaled(0.5, 60))
  writer.kill('SIGKILL')
  await ended
  // A line that was cut says nothing.
  const lines = said.split('\n').slice(0, -1)
  return Number(lines.at(-1) ?? from - 1)
}

test(`a writer killed ${KILLS} times loses nothing that was committed`, { timeout: 600_000 }, async () => {
  using folder = makeTempFolder()
  let next = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    const committed = await killWriter(folder.path, next)

    const { db, setAside } = openDatabase(folder.path, 0)
    const uploads = createStore(db).uploads.all()
    const stepsThere = stepsOf(db)
    const foreign: unknown = db.pragma('foreign_key_check')
    db.close()

    expect([setAside, foreign]).toEqual([null, []])
    expect(uploads.length).toBeGreaterThan(0)
    // One more may be committed than was said.
    expect([committed, committed + 1]).toContain(stepsThere)
    next = stepsThere + 1
  }
})

/** The number of the last step in a database, by what it left of the last upload. */
function stepsOf(db: Database): number {
  const [upload] = createStore(db).uploads.all().slice(-1)
  if (upload === undefined) return -1
  const store = createStore(db)
  const parts = store.parts.plan(upload.id)
  const stored = parts.filter(({ etag }) => etag !== null).length
  const session = store.sessions.find(upload.id)
  const base = (upload.position - 1) * 10
  if (upload.state.kind === 'completed') return base + (session === null ? 9 : 8)
  if (session?.completionSent === true) return base + 7
  if (session !== null) return base + 3 + stored
  if (parts.length > 0) return base + 2
  return base + (upload.state.kind === 'hashing' ? 1 : 0)
}

/** A database of many commits with its log still beside it, and what was remembered after each of them. */
function makeHistory(folder: string) {
  const { db } = openDatabase(folder, 0)
  // Half of it is in the file and half in the log, as in an app at work. Closing a session folds the log in.
  const states = new Set([remembered(db)])
  const store = createStore(db)
  for (let step = 0; step < 57; step += 1) {
    writeStep(store, step)
    states.add(remembered(db))
  }
  const files = ['uploads.db', 'uploads.db-wal'].map((name) => {
    const path = join(folder, name)
    copyFileSync(path, `${path}.kept`)
    return `${path}.kept`
  })
  db.close()
  return { states, files: files as [string, string] }
}

/** Puts the history back, spoils it, opens it as the app does, and says what came of it. */
function openSpoiled(folder: string, [main, log]: readonly [string, string], spoil: () => void) {
  for (const name of ['uploads.db-shm', 'uploads.db-wal', 'uploads.db']) {
    rmSync(join(folder, name), { force: true })
  }
  copyFileSync(main, join(folder, 'uploads.db'))
  copyFileSync(log, join(folder, 'uploads.db-wal'))
  spoil()
  const { db, setAside } = openDatabase(folder, 0)
  try {
    // Whatever it opens to, the app can read all of it.
    const store = createStore(db)
    const uploads = store.uploads.all()
    for (const { id } of uploads) {
      store.parts.plan(id)
      store.sessions.find(id)
    }
    return { setAside, isEmpty: uploads.length === 0, content: remembered(db) }
  } finally {
    db.close()
    if (setAside !== null) {
      expect(statSync(setAside).isFile(), 'what was set aside is kept').toBe(true)
      for (const suffix of ['', '-wal', '-shm']) rmSync(setAside + suffix, { force: true })
    }
  }
}

describe('a database that a crash has left', () => {
  const HEADER = 32
  const FRAME_HEADER = 24

  test('opens to a committed state, wherever its log is cut', () => {
    using folder = makeTempFolder()
    const { states, files } = makeHistory(folder.path)
    const log = readFileSync(files[1])
    const pageBytes = log.readUInt32BE(8)
    const frames = Math.floor((log.length - HEADER) / (FRAME_HEADER + pageBytes))
    const boundaries = Array.from(
      { length: frames + 1 },
      (_, frame) => HEADER + frame * (FRAME_HEADER + pageBytes),
    )
    const anywhere = Array.from({ length: 100 }, () => Math.floor(random() * log.length))
    const found = new Set<string>()

    for (const length of [0, ...boundaries, ...anywhere]) {
      const { setAside, content } = openSpoiled(folder.path, files, () =>
        truncateSync(join(folder.path, 'uploads.db-wal'), length),
      )
      expect(setAside).toBeNull()
      expect(states.has(content), `cut after ${length} bytes it is a state there was`).toBe(true)
      found.add(content)
    }
    expect(frames).toBeGreaterThan(10)
    expect(found.size).toBeGreaterThan(5)
  })

  test('opens to a committed state whatever bit of its log is flipped', () => {
    using folder = makeTempFolder()
    const { states, files } = makeHistory(folder.path)
    for (let flip = 0; flip < 150; flip += 1) {
      const { setAside, content } = openSpoiled(folder.path, files, () =>
        flipBit(join(folder.path, 'uploads.db-wal')),
      )
      expect(setAside).toBeNull()
      expect(states.has(content)).toBe(true)
    }
  })

  test('is read whole, or set aside and begun anew, whatever is done to its file', () => {
    using folder = makeTempFolder()
    const { files } = makeHistory(folder.path)
    const path = join(folder.path, 'uploads.db')
    const size = statSync(files[0]).size
    const damages: readonly (() => void)[] = [
      () => flipBit(path),
      () => truncateSync(path, Math.floor(random() * size)),
      () => overwrite(path, Math.floor(scaled(1, 8192))),
    ]
    let setAsideCount = 0
    for (let turn = 0; turn < 300; turn += 1) {
      const { setAside, isEmpty } = openSpoiled(folder.path, files, damages[turn % 3] ?? (() => undefined))
      if (setAside !== null) setAsideCount += 1
      if (setAside !== null) expect(isEmpty).toBe(true)
    }
    expect(setAsideCount).toBeGreaterThan(20)
  })

  test('whose tables are not those it was made with is set aside', () => {
    using folder = makeTempFolder()
    const { files } = makeHistory(folder.path)
    const path = join(folder.path, 'uploads.db')
    const changeTables = (): void => {
      const bytes = readFileSync(path)
      const at = bytes.indexOf('REFERENCES uploads')
      expect(at).toBeGreaterThan(0)
      bytes.write('REFERENCES updoads', at)
      writeFileSync(path, bytes)
      // What the log still holds would take its place.
      truncateSync(join(folder.path, 'uploads.db-wal'))
    }

    const { setAside, isEmpty } = openSpoiled(folder.path, files, changeTables)

    expect(setAside).not.toBeNull()
    expect(isEmpty).toBe(true)
  })

  test.each([
    ['text', 'Dear diary'],
    ['zeros', '\0'.repeat(20_000)],
  ])('that is only %s is set aside', (_what, bytes) => {
    using folder = makeTempFolder()
    const { files } = makeHistory(folder.path)

    const { setAside, isEmpty } = openSpoiled(folder.path, files, () =>
      writeFileSync(join(folder.path, 'uploads.db'), bytes),
    )

    expect([setAside === null, isEmpty]).toEqual([false, true])
  })
})

function flipBit(path: string): void {
  const bytes = readFileSync(path)
  const at = Math.floor(random() * bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  writeFileSync(path, bytes)
}

function overwrite(path: string, length: number): void {
  const bytes = readFileSync(path)
  const at = Math.floor(random() * bytes.length)
  for (let offset = 0; offset < length && at + offset < bytes.length; offset += 1) {
    bytes[at + offset] = Math.floor(random() * 256)
  }
  writeFileSync(path, bytes)
}
