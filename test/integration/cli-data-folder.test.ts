import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { COMMAND_LINE_IDIOM } from '../../app/contract/idiom.ts'
import { DATABASE_NAME } from '../../app/store/database.ts'
import { untilRequest } from '../support/test-app.ts'
import { checksumOfFile, eventsIn, prepareCliBench, untilPrinted } from './cli-bench.ts'

const MiB = 1024 ** 2

const CLI = join(import.meta.dirname, '../../out/main/cli.js')

const refusal = (message: string) => ({ exitCode: 1, signal: null, output: '', messages: `${message}\n` })

describe('a second command line on a data folder', () => {
  test('is told that it is taken, and lists it all the same', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    bench.polar.addFault({ operation: 'create', kind: 'stall', when: 'before' })
    const opening = untilRequest(bench.polar, { kind: 'started', operation: 'create' })
    bench.start(['upload', path])
    await opening

    const upload = await bench.run(['upload', path])
    const plain = await bench.run(['list'])
    const json = await bench.run(['list', '--json'])

    expect(upload).toEqual(
      refusal(
        `Polar Uploader is already running with the data folder ${bench.dataFolder}. Please use that one, or quit it first.`,
      ),
    )
    expect(plain).toMatchObject({ exitCode: 0, output: `opening         1 KB  ${path}\n`, messages: '' })
    expect(eventsIn(json)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
        ...{ path, name: 'game.zip', sizeBytes: 1000, storedBytes: 0, state: 'opening', fileId: null },
        sessionExpiresAt: null,
        addedAt: expect.any(Number) as unknown,
      },
    ])
  })
})

/** Root may read everything, so it gives that up. */
const AS_ANYBODY = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all', '--'] : []

describe('list', () => {
  test.runIf(process.platform === 'linux').each<[string, (dataFolder: string) => void]>([
    ['cannot be reached', (dataFolder) => mkdirSync(dataFolder, { mode: 0o000 })],
    ['is a file', (dataFolder) => writeFileSync(dataFolder, '')],
    ['is a link to itself', (dataFolder) => symlinkSync(dataFolder, dataFolder)],
    [
      'has a folder for a list',
      (dataFolder) => mkdirSync(join(dataFolder, DATABASE_NAME), { recursive: true }),
    ],
  ])('says so when the data folder %s', async (_what, make) => {
    await using bench = await prepareCliBench()
    make(bench.dataFolder)

    const result = await bench.run(['list'], {}, AS_ANYBODY)

    expect(result).toEqual(
      refusal(
        `Polar Uploader cannot write its data folder (${bench.dataFolder}). Please check its permissions, or choose another with POLAR_UPLOADER_DATA.`,
      ),
    )
  })

  test('without a data folder has nothing to list, and makes none', async () => {
    await using bench = await prepareCliBench()

    const result = await bench.run(['list'], { POLAR_ACCESS_TOKEN: undefined })

    expect(result).toEqual({ exitCode: 0, signal: null, output: 'No uploads.\n', messages: '' })
    expect(readdirSync(bench.folder.path)).toEqual(['polar'])
  })

  test('says how much of an upload is stored, and until when that is kept', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 32 * MiB)
    bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'stall', when: 'before' })
    const cli = bench.start(['upload', path, '--json'])
    await untilPrinted(cli, /"storedBytes":16777216,/)
    cli.process.kill('SIGINT')
    await cli.ended
    await bench.withApp(async ({ commands }) => {
      const ids = (await commands.list()).map(({ id }) => id)
      await commands.pause(ids)
    })

    const plain = await bench.run(['list'])
    const [listed] = eventsIn(await bench.run(['list', '--json']))

    const sessionExpiresAt = Number(listed?.sessionExpiresAt)
    expect(plain.output).toBe(
      `paused       33.6 MB  ${path}  50% stored, resume before ${COMMAND_LINE_IDIOM.formatTime(sessionExpiresAt)} to keep 50%\n`,
    )
    expect(listed?.storedBytes).toBe(16 * MiB)
    expect(sessionExpiresAt - Date.now()).toBeGreaterThan(3_000_000)
    expect(sessionExpiresAt - Date.now()).toBeLessThanOrEqual(3_600_000)
  })

  test('says why an upload failed and which file became of another', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    bench.polar.addFault({ operation: 'create', kind: 'error', status: 403, when: 'before' })
    await bench.run(['upload', path])
    const failed = await bench.run(['list'])
    await bench.run(['resume'])

    const completed = eventsIn(await bench.run(['list', '--json']))

    expect(failed.output).toMatch(/^failed {10}1 KB {2}\S+game\.zip {2}The access token may not do this/)
    expect(completed).toMatchObject([{ state: 'completed', fileId: bench.polar.files().at(-1)?.id }])
  })

  test('of a thousand uploads goes whole into a pipe, however slowly it is read', async () => {
    await using bench = await prepareCliBench()
    const folder = join(bench.folder.path, 'n'.repeat(200))
    mkdirSync(folder)
    for (let index = 0; index < 1000; index += 1) writeFileSync(join(folder, `${index}`), '')
    await bench.add(folder)

    const result = await bench.run(['list', '--json'])

    expect(eventsIn(result).length).toBe(1000)
  })
})

describe('a data folder', () => {
  /** As a user who may not do everything, whoever runs the tests. */
  function runAsNobodySpecial(words: readonly string[], env: Readonly<Record<string, string>>) {
    const command = [process.execPath, CLI, ...words]
    const unprivileged = ['setpriv', '--bounding-set=-all', '--inh-caps=-all', '--', ...command]
    const [program = '', ...args] = process.getuid?.() === 0 ? unprivileged : command
    const { status, signal, stdout, stderr } = spawnSync(program, args, {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    })
    return { exitCode: status, signal, output: stdout, messages: stderr }
  }

  const notWritable = (folder: string) =>
    refusal(
      `Polar Uploader cannot write its data folder (${folder}). Please check its permissions, or choose another with POLAR_UPLOADER_DATA.`,
    )

  test.runIf(process.platform === 'linux')('that may not be written is refused', async () => {
    await using bench = await prepareCliBench()
    mkdirSync(bench.dataFolder)
    chmodSync(bench.dataFolder, 0o500)

    const result = runAsNobodySpecial(['resume'], bench.env)

    chmodSync(bench.dataFolder, 0o700)
    expect(result).toEqual(notWritable(bench.dataFolder))
  })

  test('that is a file is refused', async () => {
    await using bench = await prepareCliBench()
    writeFileSync(bench.dataFolder, 'a file')

    expect(await bench.run(['resume'])).toEqual(notWritable(bench.dataFolder))
  })

  test.each(['resume', 'list'])('that a newer version has used is left alone by %s', async (word) => {
    await using bench = await prepareCliBench()
    await bench.run(['resume'])
    const db = new SQLite(join(bench.dataFolder, DATABASE_NAME))
    db.pragma('user_version = 999')
    db.close()

    const result = await bench.run([word])

    expect(result).toEqual(
      refusal(
        'A newer version of Polar Uploader has been used here, and this one cannot read its list. Please install the newest version.',
      ),
    )
  })

  test('whose list is damaged is not touched by looking at it, which says what to do', async () => {
    await using bench = await prepareCliBench()
    mkdirSync(bench.dataFolder)
    const database = join(bench.dataFolder, DATABASE_NAME)
    writeFileSync(database, 'This is no database. '.repeat(1000))

    const result = await bench.run(['list'])

    expect(result).toEqual(
      refusal(
        'The list of uploads is damaged. Please start the app once, or resume on the command line: it is set aside then, and a new one is begun.',
      ),
    )
    expect(readFileSync(database, 'utf8')).toBe('This is no database. '.repeat(1000))
  })

  test('whose list is damaged gets a new one, and the old one is kept', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    mkdirSync(bench.dataFolder)
    writeFileSync(join(bench.dataFolder, DATABASE_NAME), 'This is no database. '.repeat(1000))

    const { exitCode, messages } = await bench.run(['upload', path])

    const kept = readdirSync(bench.dataFolder).filter((name) => name.startsWith(`${DATABASE_NAME}.damaged-`))
    expect(kept.length).toBe(1)
    expect({ exitCode, messages }).toEqual({
      exitCode: 0,
      messages: `The list of uploads was damaged, so a new one was begun. The old one is kept as ${join(bench.dataFolder, kept[0] ?? '')}. Files that are in Polar already are safe; please add the others again.\n`,
    })
    expect(await bench.served()).toEqual({ 'game.zip': checksumOfFile(path) })
  })
})
