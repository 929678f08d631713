import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { UploadView } from '../../app/contract/upload-view.ts'
import {
  addOne,
  checksumOf,
  onceRequest,
  prepareBench,
  servedChecksum,
  throughBackoffs,
  untilProgress,
  type TestBench,
  type WantedRequest,
} from '../support/test-app.ts'

const MiB = 1024 ** 2
const WHAT_NOW = 'Upload the new version, or remove this upload.'

/** Two parts, the second of 1 MiB. */
const SIZE = 17 * MiB

/** Writes a byte into the second part; the size stays. */
function edit(path: string): void {
  const fd = openSync(path, 'r+')
  writeSync(fd, '?', 16 * MiB + 100)
  closeSync(fd)
}

/** What a program does that saves "atomically": the path leads to another file now, the open one lives on. */
function replaceBy(path: string, content: Buffer): void {
  writeFileSync(`${path}.new`, content)
  renameSync(`${path}.new`, path)
}

const touch = (path: string): void => utimesSync(path, 1_800_000_000, 1_800_000_000)

/** Uploads a file to which something happens when a request comes to a point. */
async function uploadWhile(bench: TestBench, wanted: WantedRequest, happens: (path: string) => void) {
  const app = await bench.startApp()
  const path = bench.folder.file('level.bin', SIZE)
  const checksum = await checksumOf(path)
  onceRequest(bench.polar, wanted, () => happens(path))
  const id = await addOne(app, path)
  const ended = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))
  return { app, id, path, checksum, ended }
}

const failureOf = ({ state }: UploadView): unknown => ('failure' in state ? state.failure : state.kind)

const HASHED: WantedRequest = { kind: 'started', operation: 'create' }
const SENDING: WantedRequest = { kind: 'body', operation: 'part', partNumber: 1 }
const SENT: WantedRequest = { kind: 'committed', operation: 'part', partNumber: 1 }
const COMPLETING: WantedRequest = { kind: 'started', operation: 'complete' }

describe('an upload whose file was edited', () => {
  test.each([
    ['after it was checked', HASHED],
    ['while it was sent', SENDING],
    ['while its last bytes were sent', SENT],
  ])('%s stops and says how many parts differ', async (_when, wanted) => {
    await using bench = await prepareBench()

    const { ended } = await uploadWhile(bench, wanted, edit)

    expect(failureOf(ended)).toEqual({
      code: 'file-changed',
      message: `1 of 2 parts of the file changed since it was checked. ${WHAT_NOW}`,
    })
    expect(bench.polar.counts().completions).toBe(0)
  })

  test('while it rested stops, also when its size and dates were kept, as cp -p and tar do', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', SIZE)
    touch(path)
    bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'latency', delayMs: 600_000 })
    const id = await addOne(app, path)
    await untilProgress(app, id, ({ storedBytes }) => storedBytes === 16 * MiB)
    await app.commands.pause([id])
    const fd = openSync(path, 'r+')
    writeSync(fd, '?', 100)
    closeSync(fd)
    touch(path)

    await app.commands.resume([id])

    // What is stored was of the other version: S3 would not notice.
    expect(failureOf(await app.until(id, 'completed', 'failed'))).toEqual({
      code: 'file-changed',
      message: `1 of 2 parts of the file changed since it was checked. ${WHAT_NOW}`,
    })
  })

  test('when everything of it was sent is completed as it was', async () => {
    await using bench = await prepareBench()

    const { ended, checksum } = await uploadWhile(bench, COMPLETING, edit)

    expect(await servedChecksum(bench.polar, ended)).toBe(checksum)
  })

  test('uploads the new version on retry, and deletes what Polar has of the old one', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    const { app, id, path, checksum } = await uploadWhile(bench, HASHED, edit)

    await app.commands.retry([id])
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    const served = await servedChecksum(polar, completed)
    expect(served).toBe(await checksumOf(path))
    expect(served).not.toBe(checksum)
    expect(polar.counts().requests).toMatchObject({ create: 2, delete: 1 })
  })
})

describe('an upload whose file', () => {
  test.each<[string, WantedRequest, (path: string) => void, string]>([
    ['grew after it was checked', HASHED, (path) => appendFileSync(path, 'more'), 'grown'],
    ['grew while it was sent', SENDING, (path) => appendFileSync(path, 'more'), 'grown'],
    ['shrank after it was checked', HASHED, (path) => truncateSync(path, SIZE - 4), 'shrunk'],
    ['shrank while it was sent', SENDING, (path) => truncateSync(path, 5 * MiB), 'shrunk'],
    ['became empty', HASHED, (path) => truncateSync(path, 0), 'shrunk'],
  ])('%s stops and says so', async (_what, wanted, happens, word) => {
    await using bench = await prepareBench()

    const { ended, path } = await uploadWhile(bench, wanted, happens)

    const size = new Intl.NumberFormat('en-US').format(readFileSync(path).length)
    expect(failureOf(ended)).toEqual({
      code: 'file-changed',
      message: `The file has ${word} from 17,825,792 to ${size} bytes since it was checked. ${WHAT_NOW}`,
    })
  })

  test.each<[string, WantedRequest]>([
    ['after it was checked', HASHED],
    ['while it was sent', SENDING],
    ['when all of it was sent', SENT],
  ])('was only touched %s is checked again and arrives, no part being sent twice', async (_when, wanted) => {
    await using bench = await prepareBench()

    const { ended, checksum } = await uploadWhile(bench, wanted, touch)

    expect(await servedChecksum(bench.polar, ended)).toBe(checksum)
    expect(bench.polar.counts().parts.committed).toBe(2)
    expect(bench.polar.counts().sessionsOpened).toBe(1)
  })

  test.each<[string, (path: string) => void]>([
    ['is deleted', (path) => rmSync(path)],
    ['is moved away', (path) => renameSync(path, `${path}.elsewhere`)],
    ['is replaced by another', (path) => replaceBy(path, Buffer.from('another file'))],
  ])('%s while it is open arrives as it was checked', async (_what, happens) => {
    await using bench = await prepareBench()

    const { ended, checksum } = await uploadWhile(bench, HASHED, happens)

    expect(await servedChecksum(bench.polar, ended)).toBe(checksum)
  })
})

describe('between being added and being checked, a file that', () => {
  async function uploadAfter(bench: TestBench, happens: (path: string) => void) {
    const app = await bench.createApp()
    await app.start()
    const path = bench.folder.file('level.bin', MiB)
    const id = await addOne(app, path)
    happens(path)
    await app.commands.signIn({ server: bench.polar.url, token: bench.polar.token })
    return { app, id, path, ended: await app.until(id, 'waiting', 'completed', 'failed') }
  }

  test.each<[string, (path: string) => void]>([
    ['grew', (path) => appendFileSync(path, 'more')],
    ['shrank', (path) => truncateSync(path, 1000)],
    ['became empty', (path) => truncateSync(path, 0)],
    ['was edited', (path) => writeFileSync(path, Buffer.alloc(MiB, 7))],
    ['was replaced', (path) => replaceBy(path, Buffer.from('another file'))],
  ])('%s is uploaded as it is then', async (_what, happens) => {
    await using bench = await prepareBench()

    const { ended, path } = await uploadAfter(bench, happens)

    expect(await servedChecksum(bench.polar, ended)).toBe(await checksumOf(path))
    expect(ended.sizeBytes).toBe(readFileSync(path).length)
  })

  test('vanished is asked about; once it is back, a retry uploads it', async () => {
    await using bench = await prepareBench()
    const { app, id, path, ended } = await uploadAfter(bench, (there) => renameSync(there, `${there}.away`))
    renameSync(`${path}.away`, path)

    await app.commands.retry([id])
    const completed = await app.until(id, 'waiting', 'completed', 'failed')

    expect(failureOf(ended)).toEqual({
      code: 'file-missing',
      message:
        '“level.bin” cannot be found. If it was moved or renamed, put it back and try again, or choose the file where it is now.',
    })
    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
  })

  test('became a folder is asked about', async () => {
    await using bench = await prepareBench()

    const { ended } = await uploadAfter(bench, (path) => {
      rmSync(path)
      mkdirSync(path)
    })

    expect(failureOf(ended)).toEqual({
      code: 'file-missing',
      message: '“level.bin” is a folder, not a file. Add the folder to upload what is in it.',
    })
  })
})

describe('while it is being checked, a file that', () => {
  /** Hashing takes long enough on a file of this size for something to happen to it. */
  const LARGE = 200 * MiB

  async function changeWhileHashed(bench: TestBench, happens: (path: string) => void) {
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', 0)
    truncateSync(path, LARGE)
    const id = await addOne(app, path)
    await untilProgress(app, id, ({ hashedBytes }) => hashedBytes > 0)
    happens(path)
    return { app, id, path }
  }

  test('grows is left alone for a while, then checked again', async () => {
    await using bench = await prepareBench()
    const { app, id, path } = await changeWhileHashed(bench, (there) => appendFileSync(there, 'more'))

    const { state } = await app.until(id, 'waiting', 'uploading', 'failed')
    truncateSync(path, 1000)
    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(state).toMatchObject({ kind: 'waiting', failure: { code: 'file-busy' } })
    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
  })

  test('shrinks is checked again at once', async () => {
    await using bench = await prepareBench()
    const { app, id, path } = await changeWhileHashed(bench, (there) => truncateSync(there, 1000))

    const completed = await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

    expect(await servedChecksum(bench.polar, completed)).toBe(await checksumOf(path))
  })
})

describe('while the upload is paused, a file that was replaced by', () => {
  async function replaceWhilePaused(bench: TestBench, content: (old: Buffer) => Buffer) {
    const app = await bench.startApp()
    const path = bench.folder.file('level.bin', SIZE)
    bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'latency', delayMs: 600_000 })
    const id = await addOne(app, path)
    await untilProgress(app, id, ({ storedBytes }) => storedBytes === 16 * MiB)
    await app.commands.pause([id])
    replaceBy(path, content(readFileSync(path)))
    await app.commands.resume([id])
    return { path, ended: await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed')) }
  }

  test('the same bytes goes on where it was', async () => {
    await using bench = await prepareBench()

    const { path, ended } = await replaceWhilePaused(bench, (old) => old)

    expect(await servedChecksum(bench.polar, ended)).toBe(await checksumOf(path))
    expect(bench.polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { committed: 2 } })
  })

  test('other bytes is asked about', async () => {
    await using bench = await prepareBench()

    const { ended } = await replaceWhilePaused(bench, (old) => Buffer.alloc(old.length))

    expect(failureOf(ended)).toEqual({
      code: 'file-changed',
      message: `2 of 2 parts of the file changed since it was checked. ${WHAT_NOW}`,
    })
  })
})
