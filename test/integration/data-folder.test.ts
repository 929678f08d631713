import { chmodSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { StartError } from '../../app/start-error.ts'
import { openDatabase, openDatabaseToRead } from '../../app/store/database.ts'
import { FIRST_PREFERENCES } from '../../app/contract/preferences.ts'
import { readPreferences } from '../../app/read-preferences.ts'
import { readUploads } from '../../app/read-uploads.ts'
import { MIGRATIONS } from '../../app/store/migrations.ts'
import { createStore } from '../../app/store/store.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import { canMount, mountSmallDisk } from '../support/small-disk.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import { addOne, prepareBench, type TestBench } from '../support/test-app.ts'

/** What keeps an app from starting. */
const startErrorOf = async (bench: TestBench): Promise<StartError> => {
  const error: unknown = await bench.createApp().catch((reason: unknown) => reason)
  if (error instanceof StartError) return error
  throw new Error('It started', { cause: error })
}

const isRoot = process.getuid?.() === 0

describe('an app does not start on a data folder', () => {
  test('that is a file', async () => {
    await using bench = await prepareBench()
    writeFileSync(bench.dataFolder, 'not a folder')

    const { code, message } = await startErrorOf(bench)

    expect({ code, message }).toEqual({
      code: 'not-writable',
      message: `Polar Uploader cannot write its data folder (${bench.dataFolder}). Please check its permissions, or choose another with POLAR_UPLOADER_DATA.`,
    })
    expect(readFileSync(bench.dataFolder, 'utf8')).toBe('not a folder')
  })

  test.runIf(isRoot && canMount())('on a drive that may only be read', async () => {
    await using bench = await prepareBench()
    using disk = mountSmallDisk(bench.dataFolder, 64)
    disk.makeReadOnly()

    expect((await startErrorOf(bench)).code).toBe('not-writable')
  })

  test.skipIf(isRoot)('that may not be written', async () => {
    await using bench = await prepareBench()
    mkdirSync(bench.dataFolder)
    chmodSync(bench.dataFolder, 0o500)

    expect((await startErrorOf(bench)).code).toBe('not-writable')
    chmodSync(bench.dataFolder, 0o700)
  })

  test.runIf(canMount())('on a full drive', async () => {
    await using bench = await prepareBench()
    using disk = mountSmallDisk(bench.dataFolder, 64)
    disk.fill()

    const { code, message } = await startErrorOf(bench)

    expect({ code, message }).toEqual({
      code: 'full',
      message: `The disk with Polar Uploader's data folder (${bench.dataFolder}) is full. Please make some room and start again.`,
    })
  })

  test('that another app owns, until that one stops', async () => {
    await using bench = await prepareBench()
    const first = await bench.createApp()

    const { code, message } = await startErrorOf(bench)
    await first.stop()
    const second = await bench.createApp()

    expect({ code, message }).toEqual({
      code: 'owned',
      message: `Polar Uploader is already running with the data folder ${bench.dataFolder}. Please use that one, or quit it first.`,
    })
    expect(await second.commands.list()).toEqual([])
  })

  test('that a newer version has used, and leaves it untouched', async () => {
    await using bench = await prepareBench()
    await (await bench.createApp()).stop()
    const path = join(bench.dataFolder, 'uploads.db')
    const db = new SQLite(path)
    db.pragma(`user_version = ${MIGRATIONS.length + 1}`)
    db.close()
    const before = readFileSync(path)

    const { code, message } = await startErrorOf(bench)

    expect({ code, message }).toEqual({
      code: 'newer-version',
      message:
        'A newer version of Polar Uploader has been used here, and this one cannot read its list. Please install the newest version.',
    })
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})

test('a list from an older version, which only the app itself brings up to date, is not taken for a newer one’s', async () => {
  await using bench = await prepareBench()
  await (await bench.createApp()).stop()
  const db = new SQLite(join(bench.dataFolder, 'uploads.db'))
  db.pragma(`user_version = ${MIGRATIONS.length - 1}`)
  db.close()

  expect(() => readUploads(bench.dataFolder)).toThrow(
    'The list of uploads is from an older version of Polar Uploader. Please start the app once',
  )
})

describe('a list of uploads that is damaged is set aside, and the app begins a new one and says so, when', () => {
  /** A list that an app wrote, with enough in it to fill several pages. */
  async function writeList(bench: TestBench): Promise<string> {
    const app = await bench.createApp()
    const paths = Array.from({ length: 100 }, (_, index) => bench.folder.file(`file-${index}.bin`, 10, index))
    await app.commands.add({ paths })
    await app.stop()
    return join(bench.dataFolder, 'uploads.db')
  }

  /** Overwrites the page where the uploads are. */
  function overwriteUploads(path: string): void {
    const db = new SQLite(path, { readonly: true })
    const page = db
      .prepare("SELECT rootpage FROM sqlite_master WHERE name = 'uploads'")
      .pluck()
      .get() as number
    const size = db.pragma('page_size', { simple: true }) as number
    db.close()
    const bytes = readFileSync(path)
    bytes.fill(0xa5, (page - 1) * size, page * size)
    writeFileSync(path, bytes)
  }

  test.each<[string, (path: string) => void]>([
    ['it is not a database at all', (path) => writeFileSync(path, 'garbage '.repeat(1000))],
    ['its end is missing', (path) => truncateSync(path, 8192)],
    ['its beginning is overwritten', (path) => writeFileSync(path, Buffer.alloc(100, 7), { flag: 'r+' })],
    ['a page in its middle is overwritten', overwriteUploads],
  ])('%s', async (_what, damage) => {
    await using bench = await prepareBench()
    const path = await writeList(bench)
    damage(path)
    const damaged = readFileSync(path)

    const app = await bench.startApp()
    const [notice] = await app.commands.notices()
    const id = await addOne(app, bench.folder.file('level.bin', 1000))
    const { state } = await app.until(id, 'completed', 'failed')
    await app.commands.dismissNotice(notice?.id ?? '')

    const setAside = readdirSync(bench.dataFolder).find((name) =>
      /^uploads\.db\.damaged-[^.]*\.\d{3}Z$/.test(name),
    )
    expect(notice?.message).toBe(
      `The list of uploads was damaged, so a new one was begun. The old one is kept as ${join(bench.dataFolder, setAside ?? '')}. Files that are in Polar already are safe; please add the others again.`,
    )
    expect(readFileSync(join(bench.dataFolder, setAside ?? '')).equals(damaged)).toBe(true)
    expect(state.kind).toBe('completed')
    expect(await app.commands.notices()).toEqual([])
  })

  test('a page is overwritten while its log is still there', async () => {
    await using bench = await prepareBench()
    const first = await bench.startApp()
    const paths = Array.from({ length: 100 }, (_, index) => bench.folder.file(`file-${index}.bin`, 10, index))
    await first.commands.add({ paths })
    const dataFolder = first.crash()
    writeFileSync(join(dataFolder, 'uploads.db'), Buffer.alloc(100, 7), { flag: 'r+' })
    const walBytes = readFileSync(join(dataFolder, 'uploads.db-wal'))
    writeFileSync(join(dataFolder, 'uploads.db-wal'), walBytes.fill(0xa5))

    const app = await bench.startApp({ dataFolder })

    expect(await app.commands.notices()).toHaveLength(1)
    expect(await app.commands.list()).toEqual([])
  })
})

describe('a database of an earlier version', () => {
  const ADD_COLUMN = 'ALTER TABLE settings ADD COLUMN note TEXT'

  /** What the next release does. */
  function withOneMoreMigration(use: () => void): void {
    const migrations = MIGRATIONS as string[]
    migrations.push(ADD_COLUMN)
    try {
      use()
    } finally {
      migrations.pop()
    }
  }

  test('is brought up to date, and a copy of it as it was is kept', () => {
    using folder = makeTempFolder()
    const { db: old } = openDatabase(folder.path, 0)
    old.prepare("INSERT INTO settings (name, value) VALUES ('greeting', '\"hello\"')").run()
    old.close()

    withOneMoreMigration(() => {
      const { db, setAside } = openDatabase(folder.path, 0)
      const row = db.prepare('SELECT value, note FROM settings').get()
      db.close()
      expect(setAside).toBeNull()
      expect(row).toEqual({ value: '"hello"', note: null })
    })

    const copy = new SQLite(join(folder.path, `uploads.db.before-version-${MIGRATIONS.length + 1}`))
    const kept = [copy.pragma('user_version', { simple: true }), copy.prepare('SELECT * FROM settings').get()]
    copy.close()
    expect(kept).toEqual([MIGRATIONS.length, { name: 'greeting', value: '"hello"' }])
  })

  test('keeps its sessions and what it lost, though not why', () => {
    using folder = makeTempFolder()
    const migrations = MIGRATIONS as string[]
    const later = migrations.splice(4)
    const { db: old } = openDatabase(folder.path, 0)
    old.exec(`
      INSERT INTO uploads (id, position, path, name, mime_type, service, size_bytes, added_at, state, sessions_lost)
        VALUES ('u', 1, '/a', 'a', 'b', 'downloadable', 3, 0, 'queued', 2);
      INSERT INTO sessions (upload_id, file_id, multipart_id, path, expires_at, completion_sent)
        VALUES ('u', 'f', 'm', 'p', 5, 1)`)
    old.close()
    migrations.push(...later)

    const { db } = openDatabase(folder.path, 0)
    const { uploads, sessions } = createStore(db)
    const id = 'u' as UploadId
    const before = [uploads.find(id), sessions.find(id)]
    sessions.setCompletionsFailed(id, 3)
    uploads.setLosses(id, { sessionsLost: 3, lossReason: 'completion-refused' })
    const after = [uploads.find(id), sessions.find(id)]
    db.close()

    expect(before).toMatchObject([
      { sessionsLost: 2, lossReason: null },
      { completionSent: true, completionsFailed: 0 },
    ])
    expect(after).toMatchObject([
      { sessionsLost: 3, lossReason: 'completion-refused' },
      { completionSent: true, completionsFailed: 3 },
    ])
  })

  test('whose update fails is left as it was', () => {
    using folder = makeTempFolder()
    openDatabase(folder.path, 0).db.close()
    const migrations = MIGRATIONS as string[]

    migrations.push(`${ADD_COLUMN}; INSERT INTO nowhere VALUES (1)`)
    const update = (): unknown => openDatabase(folder.path, 0)
    try {
      expect(update).toThrow('no such table: nowhere')
    } finally {
      migrations.pop()
    }

    const { db } = openDatabase(folder.path, 0)
    const columns = db.prepare("SELECT name FROM pragma_table_info('settings')").pluck().all()
    db.close()
    expect(columns).toEqual(['name', 'value'])
  })
})

test('the list can be looked at beside the app that owns it', async () => {
  await using bench = await prepareBench()
  const before = openDatabaseToRead(bench.dataFolder)
  const app = await bench.createApp()
  await addOne(app, bench.folder.file('level.bin', 10))

  const db = openDatabaseToRead(bench.dataFolder)
  const names = db?.prepare('SELECT name FROM uploads').pluck().all()
  db?.close()

  expect(before).toBeNull()
  expect(names).toEqual(['level.bin'])
})

describe('what was chosen, for a window that opens before the app is there,', () => {
  test('is what the app was last told', async () => {
    await using bench = await prepareBench()
    const app = await bench.createApp()
    await app.commands.changePreferences({ theme: 'dark', language: 'de' })

    // The app still owns the folder, as one that crashed would have left it.
    expect(readPreferences(bench.dataFolder)).toEqual({ ...FIRST_PREFERENCES, theme: 'dark', language: 'de' })
    await app.stop()
    expect(readPreferences(bench.dataFolder)).toMatchObject({ theme: 'dark', language: 'de' })
  })

  test('is what holds at first where nothing can be read, and nothing is written there', async () => {
    await using bench = await prepareBench()
    expect(readPreferences(bench.dataFolder)).toEqual(FIRST_PREFERENCES)

    mkdirSync(bench.dataFolder)
    expect(readPreferences(bench.dataFolder)).toEqual(FIRST_PREFERENCES)
    expect(readdirSync(bench.dataFolder)).toEqual([])

    writeFileSync(join(bench.dataFolder, 'uploads.db'), 'no database')
    expect(readPreferences(bench.dataFolder)).toEqual(FIRST_PREFERENCES)
    expect(readFileSync(join(bench.dataFolder, 'uploads.db'), 'utf8')).toBe('no database')
  })
})
