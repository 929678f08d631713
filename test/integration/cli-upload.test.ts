import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FileId, UploadId } from '../../app/contract/ids.ts'
import { openDatabase } from '../../app/store/database.ts'
import { createSessionStore } from '../../app/store/session-store.ts'
import { checksumOfFile, eventsIn, filesWith, prepareCliBench } from './cli-bench.ts'

const MiB = 1024 ** 2

/** What `ended` counts. */
const NOTHING = { completed: 0, failed: 0, paused: 0, canceled: 0, left: 0, skipped: 0, refused: 0 }

describe('upload', () => {
  test('brings files and a folder to Polar byte for byte and says so in plain lines', async () => {
    await using bench = await prepareCliBench()
    const { folder } = bench
    mkdirSync(join(folder.path, 'course', 'extras'), { recursive: true })
    const paths = [
      folder.file('game.zip', 17 * MiB, 1),
      folder.file('course/lesson 1.mp4', 100_000, 2),
      folder.file('course/extras/empty.txt', 0, 3),
    ]
    writeFileSync(join(folder.path, 'course', '.DS_Store'), 'of no use')

    const result = await bench.run(['upload', paths[0] ?? '', join(folder.path, 'course')])

    const { output, ...rest } = result
    expect(rest).toEqual({ exitCode: 0, signal: null, messages: '1 system files left out.\n' })
    expect(
      output
        .split('\n')
        .filter((line) => line.includes('in Polar'))
        .sort(),
    ).toEqual([
      'empty.txt: in Polar (0 B)',
      'game.zip: in Polar (17.8 MB)',
      'lesson 1.mp4: in Polar (100 KB)',
    ])
    expect(output.endsWith('\n3 completed.\n')).toBe(true)
    expect(await bench.served()).toEqual({
      'game.zip': checksumOfFile(paths[0] ?? ''),
      'lesson 1.mp4': checksumOfFile(paths[1] ?? ''),
      'empty.txt': checksumOfFile(paths[2] ?? ''),
    })
  })

  test('goes through every state in plain lines', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('small.zip', 1_000_000)

    const { output } = await bench.run(['upload', path])

    expect(output.split('\n')).toEqual([
      `1 upload goes to Local Studio at ${bench.polar.url}.`,
      'small.zip: queued',
      'small.zip: checking',
      'small.zip: starting',
      'small.zip: uploading',
      'small.zip: completing',
      'small.zip: in Polar (1.0 MB)',
      '1 completed.',
      '',
    ])
  })

  test('with --json tells each event in the shape that programs rely on', async () => {
    await using bench = await prepareCliBench()
    bench.polar.addFault({ operation: 'part', partNumber: 3, kind: 'latency', delayMs: 500 })
    const sizeBytes = 40 * MiB
    const path = bench.folder.file('game.zip', sizeBytes)

    const { exitCode, messages, output } = await bench.run(['upload', path, '--json'])

    expect({ exitCode, messages }).toEqual({ exitCode: 0, messages: '' })
    const events = eventsIn({ output })
    const [file] = bench.polar.files()
    const id = events[0]?.id
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    const { id: organizationId, name: organizationName } = bench.polar.organization
    const to = { accountId: `${bench.polar.url} ${organizationId}`, organizationName }
    const what = { id, path, name: 'game.zip', service: 'downloadable' }
    const states = ['queued', 'hashing', 'opening', 'uploading', 'completing', 'completed']
    expect(events.filter(({ event }) => event !== 'progress')).toEqual([
      ...states.map((state) => ({ event: 'state', ...what, state, ...to })),
      {
        ...{ event: 'completed', ...to },
        ...{
          ...what,
          sizeBytes,
          fileId: file?.id,
          sha256: checksumOfFile(path),
          sentBytes: sizeBytes,
          parts: 3,
        },
      },
      { event: 'ended', ...NOTHING, completed: 1 },
    ])
    const progress = events.filter(({ event }) => event === 'progress')
    const rate: unknown = expect.toSatisfy(
      (value) => value === null || (Number.isInteger(value) && value > 0),
    )
    const stored = progress.map(({ storedBytes }) => Number(storedBytes))
    // While a session is open, and its end is known, both its moments are told.
    const hour = ['lastCallAt', 'expiresAt', 'forecastSeconds']
    const always = progress.map((event) =>
      Object.fromEntries(Object.entries(event).filter(([name]) => !hour.includes(name))),
    )
    expect(always).toEqual(
      stored.map((storedBytes) => ({ event: 'progress', id, storedBytes, sizeBytes, bytesPerSecond: rate })),
    )
    const ends = progress.filter(({ expiresAt }) => expiresAt !== undefined)
    expect(ends.length).toBeGreaterThan(0)
    const lifeLeftMs = Date.parse(String(ends[0]?.expiresAt)) - Date.now()
    expect(lifeLeftMs / 60_000).toBeGreaterThan(50)
    expect(lifeLeftMs / 60_000).toBeLessThanOrEqual(60.1)
    expect(stored).toEqual(stored.toSorted((a, b) => a - b))
    expect([...new Set([stored[0], stored.at(-1)])]).toEqual([0, sizeBytes])
    expect(stored.length).toBeGreaterThan(2)
  })

  test('with --json says for each of several uploads what became of it', async () => {
    await using bench = await prepareCliBench()
    const paths = [1, 2, 3].map((seed) => bench.folder.file(`${seed}.zip`, 50_000 + seed, seed))

    const result = await bench.run(['upload', '--json', ...paths])

    const completed = eventsIn(result).filter(({ event }) => event === 'completed')
    expect(completed.map(({ path, sha256 }) => [path, sha256]).sort()).toEqual(
      paths.map((path) => [path, checksumOfFile(path)]),
    )
  })

  test('gives the file the wished name and service', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('cover.png', 1000)

    const { exitCode } = await bench.run(['upload', path, '--name', 'Été.png', '--service', 'product_media'])

    const files = bench.polar.files().map(({ name, service }) => ({ name, service }))
    expect({ exitCode, files }).toEqual({
      exitCode: 0,
      files: [{ name: 'Été.png', service: 'product_media' }],
    })
  })
})

describe('upload of a file that is in Polar already', () => {
  const inPolarAlready = (path: string): string =>
    `${path}: Already in Polar, unchanged since it was uploaded.\nUse --again to upload it again.\n`

  test('says so and succeeds without sending it', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 100_000)
    await bench.run(['upload', path])

    const again = await bench.run(['upload', path])

    expect(again).toEqual({
      ...{ exitCode: 0, signal: null, messages: inPolarAlready(path) },
      output: 'game.zip: in Polar (100 KB)\n1 completed.\n',
    })
    expect(bench.polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { started: 1 } })
  })

  test('with --json tells the upload that brought it there as any that is completed, and that it was skipped', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 100_000)
    const first = eventsIn(await bench.run(['upload', path, '--json']))

    const again = await bench.run(['upload', path, '--json'])

    expect({ exitCode: again.exitCode, messages: again.messages }).toEqual({
      exitCode: 0,
      messages: inPolarAlready(path),
    })
    const [state, completed] = first.slice(-3)
    expect(eventsIn(again)).toEqual([
      state,
      { ...completed, skipped: true },
      { event: 'ended', ...NOTHING, completed: 1, skipped: 1 },
    ])
    expect(completed).toMatchObject({ event: 'completed', path, sha256: checksumOfFile(path) })
  })

  test('sends the others that are given with it', async () => {
    await using bench = await prepareCliBench()
    const [done, fresh] = [bench.folder.file('done.zip', 100), bench.folder.file('fresh.zip', 200)]
    await bench.run(['upload', done])

    const result = await bench.run(['upload', done, fresh])

    expect(result).toMatchObject({ exitCode: 0, messages: inPolarAlready(done) })
    expect(result.output).toMatch(/\n2 completed\.\n$/)
    expect(bench.polar.counts().sessionsOpened).toBe(2)
  })

  test('uploads it once more with --again, and after it has changed', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 100_000)
    await bench.run(['upload', path])

    const again = await bench.run(['upload', path, '--again'])
    bench.folder.file('game.zip', 100_000, 2)
    const changed = await bench.run(['upload', path])

    expect([again, changed]).toMatchObject(Array(2).fill({ exitCode: 0, messages: '' }))
    expect(bench.polar.counts()).toMatchObject({ sessionsOpened: 3, completions: 3 })
  })

  test('erases what a run that died after completing it left of its session', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 100_000)
    const [first] = eventsIn(await bench.run(['upload', path, '--json']))
    const url = `https://s3.example/game.zip?X-Amz-Signature=${'f'.repeat(64)}`
    leaveSession(bench.dataFolder, first?.id as UploadId, url)
    const before = filesWith(url, bench.dataFolder)

    await bench.run(['upload', path])

    expect(before).not.toEqual([])
    expect(filesWith(url, bench.dataFolder)).toEqual([])
  })
})

/** Has the data folder of a command line that has ended hold an open session, as if it had died a moment earlier. */
function leaveSession(dataFolder: string, id: UploadId, url: string): void {
  const { db } = openDatabase(dataFolder, 0)
  const where = { fileId: 'file' as FileId, multipartId: 'multipart', path: 'key' }
  const session = {
    ...where,
    expiresAt: 0,
    lifetimeSeconds: 3600,
    completionSent: true,
    completionsFailed: 0,
  }
  createSessionStore(db).open(id, session, [{ number: 1, url, headers: {} }])
  db.close()
}

describe('a path that cannot be uploaded', () => {
  test('is named in a sentence, and the others are uploaded all the same', async () => {
    await using bench = await prepareCliBench()
    const missing = join(bench.folder.path, 'gone.zip')
    const path = bench.folder.file('here.zip', 1000)

    const { exitCode, output, messages } = await bench.run(['upload', missing, path])

    expect({ exitCode, messages }).toEqual({
      exitCode: 1,
      messages: `${missing}: “gone.zip” cannot be found. If it was moved or renamed, put it back and try again, or choose the file where it is now.\n`,
    })
    expect(output).toContain('here.zip: in Polar')
    expect(await bench.served()).toEqual({ 'here.zip': checksumOfFile(path) })
  })

  test('is an event for programs, beside the sentence', async () => {
    await using bench = await prepareCliBench()
    const path = join(bench.folder.path, 'gone.zip')

    const result = await bench.run(['upload', path, '--json'])

    const message = expect.stringMatching(/^“gone.zip” cannot be found\./) as unknown
    expect(eventsIn(result)).toEqual([
      { event: 'refused', path, message },
      { event: 'ended', ...NOTHING, refused: 1 },
    ])
    expect({ exitCode: result.exitCode, messages: result.messages }).toEqual({
      exitCode: 1,
      messages: expect.stringContaining('“gone.zip” cannot be found.') as unknown,
    })
  })

  test.runIf(process.platform === 'linux')('has no size, though it has bytes, and is refused', async () => {
    await using bench = await prepareCliBench()
    const empty = bench.folder.file('empty.txt', 0)

    const { exitCode, messages } = await bench.run(['upload', '/proc/cpuinfo', empty])

    expect({ exitCode, messages }).toEqual({
      exitCode: 1,
      messages:
        '/proc/cpuinfo: “cpuinfo” has no size: the system makes it up whenever it is read. Copy it, then upload the copy.\n',
    })
    expect(await bench.served()).toEqual({ 'empty.txt': checksumOfFile(empty) })
  })

  test('is whole for programs, however it was given', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    const given = relative(process.cwd(), path)

    const result = await bench.run(['upload', given, '--name=', '--json'])

    expect(eventsIn(result)[0]).toMatchObject({ event: 'refused', path })
  })

  interface Refused {
    readonly why: string
    readonly files: Readonly<Record<string, number>>
    readonly options: readonly string[]
    readonly message: string
  }
  test.each<Refused>([
    {
      why: 'one name for several files',
      files: { 'a.zip': 10, 'b.zip': 10 },
      options: ['--name', 'c.zip'],
      message: 'One name cannot be given to several files.',
    },
    {
      why: 'a name Polar cannot store',
      files: { 'a.zip': 10 },
      options: ['--name', 'é'.repeat(466)],
      message: 'The name takes 932 bytes, and Polar can store 930. Give a shorter one.',
    },
    {
      why: 'a name that is none',
      files: { 'a.zip': 10 },
      options: ['--name='],
      message: 'The name is empty.',
    },
    {
      why: 'a product image too large',
      files: { 'cover.png': 10 * MiB + 1 },
      options: ['--service', 'product_media'],
      message: 'Product images may have up to 10 MiB, and “cover.png” has more.',
    },
    {
      why: 'a product image that is none',
      files: { 'cover.zip': 10 },
      options: ['--service', 'product_media'],
      message: 'Product images are JPEG, PNG, GIF, WebP or SVG, and “cover.zip” is none of them.',
    },
    {
      why: 'an avatar too large',
      files: { 'me.png': MiB + 1 },
      options: ['--service', 'organization_avatar'],
      message: 'Avatars may have up to 1 MiB, and “me.png” has more.',
    },
  ])('because of $why is refused before anything is sent', async ({ files, options, message }) => {
    await using bench = await prepareCliBench()
    const paths = Object.entries(files).map(([name, sizeBytes]) => bench.folder.file(name, sizeBytes))

    const { exitCode, messages } = await bench.run(['upload', ...paths, ...options])

    const lines = messages.trimEnd().split('\n')
    expect(lines).toEqual(paths.map((path) => expect.stringContaining(`${path}: ${message}`) as unknown))
    expect({ exitCode, created: bench.polar.counts().requests.create }).toEqual({ exitCode: 1, created: 0 })
  })

  test('because its name steers the terminal does not get to do so', async () => {
    await using bench = await prepareCliBench()

    const { messages } = await bench.run(['upload', join(bench.folder.path, 'gone\u001b[2J\u0007.zip')])

    expect(messages.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })
})

describe('wrong usage', () => {
  test.each<[readonly string[], string]>([
    [[], 'No command given.'],
    [['uplaod', 'a.zip'], 'Unknown command “uplaod”.'],
    [['upload'], 'upload needs at least one file or folder.'],
    [
      ['upload', 'a.png', '--service', 'video'],
      'Unknown service “video”. Use one of downloadable, product_media, organization_avatar.',
    ],
  ])('%j is told in messages, with exit code 2', async (words, message) => {
    await using bench = await prepareCliBench()

    const result = await bench.run(words)

    expect(result).toEqual({
      exitCode: 2,
      signal: null,
      output: '',
      messages: `${message}\nRun “polar-uploader help” for usage.\n`,
    })
  })
})
