import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sameIdentity, type SourceFile } from '../../app/source/source-file.ts'
import { createSourceFiles } from '../../app/source/source-files.ts'

const files = createSourceFiles(new URL('../../app/source/hash-worker.ts', import.meta.url))

let folder: string
const opened: SourceFile[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-open-'))
})

afterEach(async () => {
  for (const file of opened.splice(0)) await file.close()
  rmSync(folder, { recursive: true })
})

const place = (name: string): string => join(folder, name)

function write(name: string, content: string): string {
  writeFileSync(place(name), content)
  return place(name)
}

async function open(path: string): Promise<SourceFile> {
  const file = await files.open(path)
  opened.push(file)
  return file
}

async function textAt(file: SourceFile, position: number, length: number): Promise<string> {
  const target = new Uint8Array(length)
  return Buffer.from(target.subarray(0, await file.read(target, position))).toString()
}

/** Runs a script on the app's sources in a process of its own and gives what it prints, as JSON. */
function inAnotherProcess(
  script: string,
  argument: string,
  options: { uid?: number; shell?: string } = {},
): unknown {
  const head = `import { createSourceFiles } from '${new URL('../../app/source/source-files.ts', import.meta.url).href}'
    const files = createSourceFiles(new URL('${new URL('../../app/source/hash-worker.ts', import.meta.url).href}'))
    const argument = process.argv.at(-1)
    const outcome = (promise) => promise.then(() => 'opened', ({ code, message }) => ({ code, message }))\n`
  const nodeArguments = ['--input-type=module', '--eval', head + script, argument]
  const { stdout, stderr } =
    options.shell === undefined
      ? spawnSync(process.execPath, nodeArguments, { cwd: '/', encoding: 'utf8', ...options })
      : spawnSync('bash', ['-c', `${options.shell}; exec "$0" "$@"`, process.execPath, ...nodeArguments], {
          encoding: 'utf8',
        })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

describe('an open file', () => {
  test('gives its bytes from any position, as many as there are', async () => {
    const file = await open(write('a.txt', 'never a wrong file'))

    expect([
      await textAt(file, 0, 5),
      await textAt(file, 8, 5),
      await textAt(file, 14, 100),
      await textAt(file, 18, 4),
      await textAt(file, 99, 4),
    ]).toEqual(['never', 'wrong', 'file', '', ''])
  })

  test('is read on after it was renamed, replaced or deleted', async () => {
    const renamed = await open(write('a.txt', 'first'))
    const deleted = await open(write('b.txt', 'second'))

    renameSync(place('a.txt'), place('c.txt'))
    write('a.txt', 'another')
    unlinkSync(place('b.txt'))

    expect([await textAt(renamed, 0, 9), await textAt(deleted, 0, 9)]).toEqual(['first', 'second'])
  })

  test('is not read beyond the size it had when it was opened', async () => {
    const file = await open(write('a.txt', 'before'))

    appendFileSync(place('a.txt'), ' and after')

    expect(await textAt(file, 0, 99)).toBe('before')
  })

  test('that became shorter gives an error instead of too few bytes', async () => {
    const file = await open(write('a.txt', 'a long text'))

    truncateSync(place('a.txt'), 6)

    expect(await textAt(file, 0, 6)).toBe('a long')
    await expect(textAt(file, 0, 11)).rejects.toMatchObject({
      code: 'file-touched',
      message: '“a.txt” became shorter while it was read. It is checked again.',
    })
  })

  test('has the identity the file system gives it, to the nanosecond', async () => {
    const file = await open(write('a.txt', '12345'))
    const { ino, mtimeNs, ctimeNs } = statSync(place('a.txt'), { bigint: true })

    expect(await file.identity()).toEqual({
      inode: String(ino),
      sizeBytes: 5,
      modifiedNs: String(mtimeNs),
      changedNs: String(ctimeNs),
    })
  })

  test('has another identity after it was written to, and the same after it was renamed', async () => {
    const file = await open(write('a.txt', '12345'))
    const before = await file.identity()

    renameSync(place('a.txt'), place('b.txt'))
    const renamed = await file.identity()
    writeFileSync(place('b.txt'), '54321')
    utimesSync(place('b.txt'), 1, 1)
    const written = await file.identity()

    expect([sameIdentity(before, renamed), sameIdentity(before, written)]).toEqual([true, false])
  })

  test('can be closed twice', async () => {
    const file = await open(write('a.txt', '12345'))

    await file.close()
    await file.close()

    await expect(file.identity()).rejects.toMatchObject({ code: 'file-busy' })
  })

  test('is found through a link', async () => {
    write('a.txt', 'linked')
    symlinkSync('a.txt', place('b.txt'))

    expect(await textAt(await open(place('b.txt')), 0, 9)).toBe('linked')
  })
})

describe('opening refuses', () => {
  const device = 'is a device or a connection between programs, not a file. Only files can be uploaded.'

  test('what is not there', async () => {
    const message =
      '“gone.txt” cannot be found. If it was moved or renamed, put it back and try again, or choose the file where it is now.'

    await expect(open(place('gone.txt'))).rejects.toMatchObject({ code: 'file-missing', message })
    await expect(open(join(write('a.txt', ''), 'gone.txt'))).rejects.toMatchObject({
      code: 'file-missing',
      message,
    })
  })

  test('a folder', async () => {
    mkdirSync(place('pictures'))

    await expect(open(place('pictures'))).rejects.toMatchObject({
      code: 'file-missing',
      message: '“pictures” is a folder, not a file. Add the folder to upload what is in it.',
    })
  })

  test('a pipe, without waiting for somebody to write into it', async () => {
    execFileSync('mkfifo', [place('pipe')])

    await expect(open(place('pipe'))).rejects.toMatchObject({
      code: 'file-missing',
      message: `“pipe” ${device}`,
    })
  })

  test('a socket', async () => {
    const server = createServer().listen(place('socket'))
    await new Promise((resolve) => server.once('listening', resolve))

    await expect(open(place('socket'))).rejects.toMatchObject({
      code: 'file-missing',
      message: `“socket” ${device}`,
    })

    await new Promise((resolve) => server.close(resolve))
  })

  test('a device, also behind a link', async () => {
    symlinkSync('/dev/zero', place('zeros.bin'))

    await expect(open('/dev/null')).rejects.toMatchObject({
      code: 'file-missing',
      message: `“null” ${device}`,
    })
    await expect(open(place('zeros.bin'))).rejects.toMatchObject({ message: `“zeros.bin” ${device}` })
  })

  test('links that go round in circles', async () => {
    symlinkSync('b', place('a'))
    symlinkSync('a', place('b'))

    await expect(open(place('a'))).rejects.toMatchObject({
      code: 'file-missing',
      message: 'The links that lead to “a” go round in circles. Add what they should lead to instead.',
    })
  })

  test('a name no file can have', async () => {
    await expect(open(place('a\0b'))).rejects.toMatchObject({
      code: 'file-missing',
      message: '“a\ufffdb” is no name a file can have. Check how it is spelled, then add it again.',
    })
    await expect(open(place('n'.repeat(300)))).rejects.toMatchObject({
      code: 'file-missing',
      message: `“${'n'.repeat(50)}…${'n'.repeat(20)}” has a path too long for this computer. Shorten its name, then add it again.`,
    })
  })

  test('what the user of this computer may not read', () => {
    chmodSync(write('secret.txt', 'mine'), 0o000)
    chmodSync(folder, 0o755)

    // Root may read everything, so there the question is asked as nobody.
    const options = process.getuid?.() === 0 ? { uid: 65534 } : {}
    const script = 'console.log(JSON.stringify(await outcome(files.open(argument))))'

    expect(inAnotherProcess(script, place('secret.txt'), options)).toEqual({
      code: 'file-missing',
      message: 'This app may not read “secret.txt”. Give it the permission to, then try again.',
    })
  })

  test('nothing for good when too many files are open', () => {
    const script = `
      import { closeSync, openSync } from 'node:fs'
      const all = []
      try { for (;;) all.push(openSync(argument)) } catch {}
      const crowded = await outcome(files.open(argument))
      for (const fd of all) closeSync(fd)
      console.log(JSON.stringify([crowded, await outcome(files.open(argument))]))
      process.exit()`

    expect(inAnotherProcess(script, write('a.txt', ''), { shell: 'ulimit -n 64' })).toEqual([
      {
        code: 'file-busy',
        message:
          'Too many files are open on this computer to read “a.txt”. Close some programs, or try again later.',
      },
      'opened',
    ])
  })
})
