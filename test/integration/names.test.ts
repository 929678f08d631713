import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AddRequest } from '../../app/contract/add-request.ts'
import { addOne, checksumOf, prepareBench, servedChecksum, type TestBench } from '../support/test-app.ts'

const MiB = 1024 ** 2

/** Adds one file; gives what Polar then has, or what the report refuses. */
async function upload(bench: TestBench, path: string, rest: Omit<AddRequest, 'paths'> = {}) {
  const app = await bench.startApp()
  const report = await app.commands.add({ paths: [path], ...rest })
  const [id] = report.added
  if (id === undefined) return { report, record: null, served: null }
  const ended = await app.until(id, 'waiting', 'completed', 'failed')
  return { report, record: bench.polar.files()[0], served: await servedChecksum(bench.polar, ended) }
}

describe('a file keeps its name at Polar when it is', () => {
  test.each([
    ['in plain letters', 'level.bin'],
    ['with signs that mean something in a URL', 'a+b & c #1 100% why?.zip'],
    ['with percent escapes of its own', '%2F%00%.zip'],
    ['with emoji of several code points', '👨‍👩‍👧‍👦 🇩🇪.mov'],
    ['in another script', '最後のバージョン.mp4'],
    ['ending with dots', 'to be continued...'],
    ['with spaces at both ends', ' spaced .zip '],
    ['hidden', '.env'],
    ['with quotes', `"it's".txt`],
  ])('%s', async (_what, name) => {
    await using bench = await prepareBench()
    const path = bench.folder.file(name, 1000)

    const { report, record, served } = await upload(bench, path)

    expect(report.renamed).toEqual([])
    expect(record?.name).toBe(name)
    expect(served).toBe(await checksumOf(path))
  })
})

describe('a name Polar cannot store becomes one it can, and that is told, when it has', () => {
  test.each([
    ['line breaks', 'two\r\nlines.txt', 'two__lines.txt'],
    ['a backslash', 'a\\b.txt', 'a_b.txt'],
    ['a control character', 'bell\u0007.txt', 'bell_.txt'],
    ['a delete character', 'gone\u007f.txt', 'gone_.txt'],
    ['characters that no XML document may hold', 'a\ufffeb\uffff.txt', 'a_b_.txt'],
  ])('%s', async (_what, from, to) => {
    await using bench = await prepareBench()
    const path = bench.folder.file(from, 1000)

    const { report, record, served } = await upload(bench, path)

    expect(report.renamed).toEqual([{ from, to }])
    expect(record?.name).toBe(to)
    expect(served).toBe(await checksumOf(path))
  })
})

test('a name with separate accents is stored composed, which nobody need be told', async () => {
  await using bench = await prepareBench()

  const { report, record } = await upload(bench, bench.folder.file('Cafe\u0301.txt', 1000))

  expect(report.renamed).toEqual([])
  expect(record?.name).toBe('Café.txt')
})

describe('a name given on purpose', () => {
  test('gets stand-ins for what Polar cannot store, halves of characters too', async () => {
    await using bench = await prepareBench()
    const name = '\u0001\ufffe\ud83d.zip'

    const { record } = await upload(bench, bench.folder.file('build-7.tmp', 1000), { name })

    expect(record?.name).toBe('__\ufffd.zip')
  })

  test('is the one at Polar, and decides the type', async () => {
    await using bench = await prepareBench()

    const { record } = await upload(bench, bench.folder.file('build-7.tmp', 1000), { name: 'Game 1.0.zip' })

    expect(record).toMatchObject({ name: 'Game 1.0.zip', mime_type: 'application/zip' })
  })

  test('of 930 bytes fits every service', async () => {
    await using bench = await prepareBench()
    const name = 'ü'.repeat(463) + '.png'
    const path = bench.folder.file('icon.png', 1000)

    const { record, served } = await upload(bench, path, { name, service: 'organization_avatar' })

    expect(record?.name).toBe(name)
    expect(served).toBe(await checksumOf(path))
  })

  test.each([
    [
      'of 931 bytes',
      'a'.repeat(931),
      'The name takes 931 bytes, and Polar can store 930. Give a shorter one.',
    ],
    ['that is empty', '', 'The name is empty. Give a name, or leave it out to keep the file’s own.'],
  ])('%s is refused', async (_what, name, message) => {
    await using bench = await prepareBench()
    const path = bench.folder.file('level.bin', 1000)

    const { report } = await upload(bench, path, { name })

    expect(report).toEqual({
      ...{ added: [], addedBytes: 0, alreadyThere: [], alreadyCompleted: [], leftOutCount: 0, renamed: [] },
      refused: [{ path, message }],
    })
    expect(bench.polar.counts().requests.create).toBe(0)
  })

  test('is not given to several files', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const paths = [bench.folder.file('a', 1), bench.folder.file('b', 1)]

    const { added, refused } = await app.commands.add({ paths, name: 'both' })

    const message =
      'One name cannot be given to several files. Please add them one by one, or leave the name out.'
    expect({ added, refused }).toEqual({ added: [], refused: paths.map((path) => ({ path, message })) })
  })
})

describe('images', () => {
  test.each([
    ['product_media', 'shot.png', 10 * MiB],
    ['organization_avatar', 'face.jpg', MiB],
  ] as const)('for %s are taken up to the limit', async (service, name, sizeBytes) => {
    await using bench = await prepareBench()
    const path = bench.folder.file(name, sizeBytes)

    const { record, served } = await upload(bench, path, { service })

    expect(record).toMatchObject({ service, size: sizeBytes })
    expect(served).toBe(await checksumOf(path))
  })

  test.each([
    [
      'product_media',
      'shot.png',
      10 * MiB + 1,
      'Product images may have up to 10 MiB, and “shot.png” has more. Make it smaller, then add it again.',
    ],
    [
      'organization_avatar',
      'face.jpg',
      MiB + 1,
      'Avatars may have up to 1 MiB, and “face.jpg” has more. Make it smaller, then add it again.',
    ],
    [
      'product_media',
      'movie.mp4',
      1000,
      'Product images are JPEG, PNG, GIF, WebP or SVG, and “movie.mp4” is none of them. Convert it, then add it again.',
    ],
  ] as const)('for %s: %s of %i bytes is refused', async (service, name, sizeBytes, message) => {
    await using bench = await prepareBench()
    const path = bench.folder.file(name, sizeBytes)

    const { report } = await upload(bench, path, { service })

    expect(report.refused).toEqual([{ path, message }])
    expect(report.added).toEqual([])
  })

  test('that grew over the limit after being added are refused before anything is sent', async () => {
    await using bench = await prepareBench()
    const app = await bench.createApp()
    await app.start()
    const path = bench.folder.file('face.jpg', MiB)
    const { added } = await app.commands.add({ paths: [path], service: 'organization_avatar' })
    writeFileSync(path, Buffer.alloc(MiB + 1))

    await app.commands.signIn({ server: bench.polar.url, token: bench.polar.token })
    const [id] = added
    if (id === undefined) throw new Error('Not added')
    const { state } = await app.until(id, 'waiting', 'completed', 'failed')

    expect(state).toEqual({
      kind: 'failed',
      failure: {
        code: 'rejected',
        message: 'Avatars may have up to 1 MiB, and “face.jpg” has more. Make it smaller, then add it again.',
      },
    })
    expect(bench.polar.counts().requests.create).toBe(0)
  })
})

describe('a file of a special size arrives:', () => {
  test.each([
    ['an empty one', 0, 1],
    ['one byte', 1, 1],
    ['one part, exactly full', 16 * MiB, 1],
    ['one byte more than a part', 16 * MiB + 1, 2],
    ['two parts, the last exactly full', 32 * MiB, 2],
  ])('%s', async (_what, sizeBytes, partCount) => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', sizeBytes)

    const id = await addOne(app, path)
    const completed = await app.until(id, 'waiting', 'completed', 'failed')
    const [progress] = await app.commands.progress()

    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
    expect(completed).toMatchObject({ sizeBytes, partCount })
    expect(progress).toMatchObject({ hashedBytes: sizeBytes, storedBytes: sizeBytes, sentBytes: sizeBytes })
  })
})

test('a file from the year 1 and one from the future arrive', async () => {
  await using bench = await prepareBench()
  const app = await bench.startApp()
  const old = bench.folder.file('old.bin', 1000)
  const future = bench.folder.file('future.bin', 1001)
  utimesSync(old, -1_000_000_000, -1_000_000_000)
  utimesSync(future, 9_000_000_000, 9_000_000_000)

  const ids = [await addOne(app, old), await addOne(app, future)]
  const ended = await Promise.all(ids.map((id) => app.until(id, 'waiting', 'completed', 'failed')))

  expect(ended.map(({ state }) => state.kind)).toEqual(['completed', 'completed'])
})

test('what is in a folder is uploaded file by file, by the names in it', async () => {
  await using bench = await prepareBench()
  const app = await bench.startApp()
  const folder = join(bench.folder.path, 'pack')
  mkdirSync(join(folder, 'drums'), { recursive: true })
  for (const name of ['drums/kick 10.wav', 'drums/kick 9.wav', 'readme.txt', '.DS_Store']) {
    writeFileSync(join(folder, name), name)
  }

  const report = await app.commands.add({ paths: [folder] })
  for (const id of report.added) await app.until(id, 'completed', 'failed')

  const names = (await app.commands.list()).map(({ name, state }) => [name, state.kind])
  expect(report.leftOutCount).toBe(1)
  expect(names).toEqual([
    ['kick 9.wav', 'completed'],
    ['kick 10.wav', 'completed'],
    ['readme.txt', 'completed'],
  ])
})
