import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createHasher } from '../../app/source/checksums.ts'
import type { Checksums, SourceFile } from '../../app/source/source-file.ts'
import { createSourceFiles } from '../../app/source/source-files.ts'
import { planParts, type Part } from '../../app/upload/part-plan.ts'

// Hashing is work: on a busy machine it takes its time.
vi.setConfig({ testTimeout: 60_000 })

const MiB = 1024 ** 2
const GiB = 1024 ** 3
const hashWorker = new URL('../../app/source/hash-worker.ts', import.meta.url)

let folder: string
let files: ReturnType<typeof createSourceFiles>
const opened: SourceFile[] = []
let written = 0

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-checksums-'))
  files = createSourceFiles(hashWorker)
})

afterEach(async () => {
  await files.close()
  for (const file of opened.splice(0)) await file.close()
  rmSync(folder, { recursive: true })
})

async function openFile(content: Uint8Array, name = `${(written += 1)}.bin`): Promise<SourceFile> {
  const path = join(folder, name)
  writeFileSync(path, content)
  const file = await files.open(path)
  opened.push(file)
  return file
}

/** A file of zeros that takes no room on the disk. */
async function openSparse(sizeBytes: number): Promise<SourceFile> {
  const file = await openFile(new Uint8Array(), 'sparse.bin')
  truncateSync(file.path, sizeBytes)
  return file
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64')

const expectedFor = (content: Uint8Array, parts: readonly Part[]): Checksums => ({
  fileChecksum: sha256(content),
  partChecksums: parts.map(({ start, end }) => sha256(content.subarray(start, end))),
})

function firstStep(): { promise: Promise<void>; onHashed: () => void } {
  let onHashed = unheard
  const promise = new Promise<void>((resolve) => (onHashed = resolve))
  return { promise, onHashed }
}

const unheard = (): void => undefined
const checksumsOf = (file: SourceFile, parts: readonly Part[], signal = new AbortController().signal) =>
  file.checksums(parts, { signal, onHashed: unheard })

describe('checksums', () => {
  // FIPS 180-2, appendix B, and the one of no bytes at all.
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('are those of the standard’s examples (%#)', async (text, hex) => {
    const checksum = Buffer.from(hex, 'hex').toString('base64')
    const file = await openFile(Buffer.from(text))

    expect(await checksumsOf(file, planParts(text.length))).toEqual({
      fileChecksum: checksum,
      partChecksums: [checksum],
    })
  })

  test.each([1, MiB - 1, MiB, MiB + 1, 5 * MiB, 5 * MiB + 1, 25 * MiB, 25 * MiB + 7])(
    'of a file of %i bytes are those of its bytes',
    async (sizeBytes) => {
      const content = randomBytes(sizeBytes)
      const parts = planParts(sizeBytes, { partBytes: 5 * MiB })

      expect(await checksumsOf(await openFile(content), parts)).toEqual(expectedFor(content, parts))
    },
  )

  test('are right however the file is cut', async () => {
    const content = randomBytes(11 * MiB)
    const file = await openFile(content)
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: content.length - 1 }), { maxLength: 60 })
    const plans = cuts.map((at) => {
      const ends = [...at.sort((a, b) => a - b), content.length]
      return ends.map((end, index) => ({ number: index + 1, start: ends[index - 1] ?? 0, end }))
    })

    await fc.assert(
      fc.asyncProperty(plans, async (parts) => {
        expect(await checksumsOf(file, parts)).toEqual(expectedFor(content, parts))
      }),
      { numRuns: 15 },
    )
  })

  test('of many files at once are each file’s own', async () => {
    const contents = [3, 30, 1, 17, 5, 0, 40].map((mebibytes) => randomBytes(mebibytes * MiB))
    const all = await Promise.all(contents.map((content) => openFile(content)))
    const plans = contents.map((content) => planParts(content.length))

    const checksums = await Promise.all(all.map((file, index) => checksumsOf(file, plans[index] ?? [])))

    expect(checksums).toEqual(contents.map((content, index) => expectedFor(content, plans[index] ?? [])))
  })

  test('tell how far they are, and in the end that all is hashed', async () => {
    const sizeBytes = 300 * MiB + 1
    const file = await openSparse(sizeBytes)
    const steps: number[] = []

    await file.checksums(planParts(sizeBytes), {
      signal: new AbortController().signal,
      onHashed: (bytes) => steps.push(bytes),
    })

    expect({
      sum: steps.reduce((sum, bytes) => sum + bytes, 0),
      empty: steps.filter((bytes) => bytes <= 0),
    }).toEqual({
      sum: sizeBytes,
      empty: [],
    })
    expect(steps.length).toBeGreaterThan(1)
  })
})

describe('hashing that cannot end well', () => {
  test.each([
    ['over two threads', 64 * GiB],
    ['on one thread', 5 * GiB],
  ])('is ended by its signal, %s', async (_how, sizeBytes) => {
    const file = await openSparse(sizeBytes)
    const parts = planParts(sizeBytes, { partBytes: 5 * GiB })
    const controller = new AbortController()
    let hashedBytes = 0
    const onHashed = (bytes: number): void => {
      hashedBytes += bytes
      controller.abort('pause')
    }

    await expect(file.checksums(parts, { signal: controller.signal, onHashed })).rejects.toBe('pause')

    expect(hashedBytes).toBeLessThan(sizeBytes)
    expect(await checksumsOf(await openFile(Buffer.from('abc')), planParts(3))).toMatchObject({
      fileChecksum: 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=',
    })
  })

  test('does not begin when its signal has already spoken', async () => {
    const file = await openFile(randomBytes(10))

    await expect(checksumsOf(file, planParts(10), AbortSignal.abort('cancel'))).rejects.toBe('cancel')
  })

  test('leaves the queue when its signal speaks, and the others move up', async () => {
    const first = new AbortController()
    const second = new AbortController()
    const large = await openSparse(64 * GiB)
    const content = randomBytes(20 * MiB)
    const plan = planParts(content.length)
    const small = await openFile(content)
    let settled = 'none'
    const running = checksumsOf(large, planParts(64 * GiB), first.signal)
    const waiting = checksumsOf(small, plan, second.signal)
    const last = checksumsOf(small, plan)
    void running.catch(() => (settled = 'running'))

    second.abort('pause')
    await expect(waiting).rejects.toBe('pause')
    expect(settled).toBe('none')
    first.abort('cancel')

    await expect(running).rejects.toBe('cancel')
    expect(await last).toEqual(expectedFor(content, plan))
  })

  test.each([
    ['over two threads', 64 * GiB],
    ['on one thread', 5 * GiB],
  ])('says so when the file becomes shorter, %s', async (_how, sizeBytes) => {
    const file = await openSparse(sizeBytes)
    const onHashed = (): void => truncateSync(file.path, 0)
    const parts = planParts(sizeBytes, { partBytes: 5 * GiB })

    await expect(
      file.checksums(parts, { signal: new AbortController().signal, onHashed }),
    ).rejects.toMatchObject({
      code: 'file-touched',
      message: '“sparse.bin” became shorter while it was read. It is checked again.',
    })
  })

  test('says so when the file cannot be read', async () => {
    const hasher = createHasher(hashWorker)
    // Linux answers a read at the start of this one with an input/output error, as a broken drive does.
    const fd = openSync('/proc/self/mem', 'r')
    const options = { signal: new AbortController().signal, onHashed: unheard }

    for (const parts of [planParts(MiB), planParts(20 * MiB)]) {
      await expect(hasher.hash({ fd, path: '/media/ada/film.mov' }, parts, options)).rejects.toMatchObject({
        code: 'file-busy',
        message:
          '“film.mov” cannot be read: the drive reports an error (EIO). Check its connection, then try again.',
      })
    }

    closeSync(fd)
    await hasher.close()
  })

  test('fails when the threads are ended', async () => {
    const file = await openSparse(64 * GiB)
    const { promise: started, onHashed } = firstStep()
    const signal = new AbortController().signal
    const running = file.checksums(planParts(64 * GiB), { signal, onHashed })
    const outcomes = Promise.allSettled([running, checksumsOf(file, planParts(64 * GiB))])

    await started
    await files.close()

    expect(await outcomes).toMatchObject([
      { status: 'rejected', reason: { message: 'A hash worker ended in the middle of its work' } },
      { status: 'rejected', reason: { message: 'The hash threads are closed' } },
    ])
    await expect(checksumsOf(file, planParts(1))).rejects.toThrow('The hash threads are closed')
  })

  test('fails when a thread dies, and the next finds a new one', async () => {
    const mark = join(folder, 'one-has-died')
    const mortal = join(folder, 'mortal-worker.mjs')
    writeFileSync(
      mortal,
      `import { mkdirSync } from 'node:fs'
      import { parentPort } from 'node:worker_threads'
      let dies = true
      try { mkdirSync(${JSON.stringify(mark)}) } catch { dies = false }
      if (dies) parentPort.once('message', () => process.exit(1))
      else await import(${JSON.stringify(hashWorker.href)})`,
    )
    const mortals = createSourceFiles(pathToFileURL(mortal))
    const content = randomBytes(40 * MiB)
    const plan = planParts(content.length)
    const file = await mortals.open((await openFile(content)).path)

    await expect(checksumsOf(file, plan)).rejects.toThrow('A hash worker ended in the middle of its work')
    expect(await checksumsOf(file, plan)).toEqual(expectedFor(content, plan))

    await file.close()
    await mortals.close()
  })
})

test('a file is closed only when no thread reads it any more', async () => {
  const file = await openSparse(64 * GiB)
  const controller = new AbortController()
  const order: string[] = []
  const hashing = checksumsOf(file, planParts(64 * GiB), controller.signal).catch(() =>
    order.push('hashing ended'),
  )

  const closing = file.close().then(() => order.push('closed'))
  controller.abort('pause')
  await Promise.all([hashing, closing])

  expect(order).toEqual(['hashing ended', 'closed'])
})

test('a closed file is not hashed: its descriptor may be another file’s by now', async () => {
  const file = await openFile(randomBytes(10))

  void file.close()

  await expect(checksumsOf(file, planParts(10))).rejects.toThrow('A closed file cannot be hashed')
})

test('idle threads do not keep the process alive', () => {
  const path = join(folder, 'a.bin')
  writeFileSync(path, randomBytes(20 * MiB))
  const script = `import { createSourceFiles } from '${new URL('../../app/source/source-files.ts', import.meta.url).href}'
    const files = createSourceFiles(new URL('${hashWorker.href}'))
    const file = await files.open(${JSON.stringify(path)})
    const parts = [{ number: 1, start: 0, end: 10 * 2 ** 20 }, { number: 2, start: 10 * 2 ** 20, end: 20 * 2 ** 20 }]
    const { partChecksums } = await file.checksums(parts, { signal: new AbortController().signal, onHashed() {} })
    await file.close()
    console.log(partChecksums.length)`

  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    timeout: 20_000,
  })

  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '2\n', stderr: '' })
})
