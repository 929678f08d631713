import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  truncateSync,
} from 'node:fs'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expandPaths } from '../../app/source/expand-paths.ts'
import type { Expansion, FileIdentity } from '../../app/source/source-file.ts'
import { refusalFor } from '../../app/upload/file-rules.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-expand-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const place = (name: string): string => join(folder, name)

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(place(name)), { recursive: true })
    writeFileSync(place(name), name)
  }
}

/** What the system says of a file to whoever has it open. */
function identityOf(name: string): FileIdentity {
  const file = openSync(place(name), 'r')
  const { ino, size, mtimeNs, ctimeNs } = fstatSync(file, { bigint: true })
  closeSync(file)
  return { inode: `${ino}`, sizeBytes: Number(size), modifiedNs: `${mtimeNs}`, changedNs: `${ctimeNs}` }
}

/** Where the files are, seen from the test's folder. */
const placesOf = ({ files }: Expansion): string[] => files.map(({ path }) => relative(folder, path))

const refusalsOf = ({ refused }: Expansion): Record<string, string> =>
  Object.fromEntries(refused.map(({ path, message }) => [relative(folder, path), message]))

/** Expands a path in a process of its own. */
function expandElsewhere(path: string, options: { uid?: number; limit?: string }): Expansion {
  const script = `import { expandPaths } from '${new URL('../../app/source/expand-paths.ts', import.meta.url).href}'
    console.log(JSON.stringify(await expandPaths([process.argv.at(-1)])))`
  const command = `${options.limit ?? ':'}; exec "$0" "$@"`
  const { stdout, stderr } = spawnSync(
    'bash',
    // The user's own start-up file, which bash reads when it takes its caller for a remote one, is not to be read.
    ['--norc', '-c', command, process.execPath, '--input-type=module', '--eval', script, path],
    {
      cwd: '/',
      encoding: 'utf8',
      maxBuffer: 1024 ** 3,
      ...(options.uid === undefined ? {} : { uid: options.uid }),
    },
  )
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Expansion
}

describe('files among paths', () => {
  test('come by absolute path with the identity they have once they are open', async () => {
    write('a.txt')

    expect(await expandPaths([relative(process.cwd(), place('a.txt'))])).toEqual({
      files: [{ path: place('a.txt'), identity: identityOf('a.txt') }],
      leftOutCount: 0,
      refused: [],
    })
  })

  test('come in the order given; what is in a folder by name, folders between files, numbers by value', async () => {
    write(
      'z.txt',
      'a.txt',
      'box/10.txt',
      'box/9.txt',
      'box/9b/2.txt',
      'box/9b/1.txt',
      'box/Äpfel.txt',
      'box/banana.txt',
    )

    expect(placesOf(await expandPaths([place('z.txt'), `${place('box')}/`, place('a.txt')]))).toEqual([
      'z.txt',
      'box/9.txt',
      'box/9b/1.txt',
      'box/9b/2.txt',
      'box/10.txt',
      'box/Äpfel.txt',
      'box/banana.txt',
      'a.txt',
    ])
  })

  test('are found through links to files and folders, under the path of the link', async () => {
    write('real/film.mov')
    mkdirSync(place('box'))
    symlinkSync('../real', place('box/folder'))
    symlinkSync('../real/film.mov', place('box/file'))

    const { files, refused } = await expandPaths([place('box')])

    const identity = identityOf('real/film.mov')
    expect({ files, refused }).toEqual({
      files: [
        { path: place('box/file'), identity },
        { path: place('box/folder/film.mov'), identity },
      ],
      refused: [],
    })
  })

  test('may have any name the file system knows', async () => {
    const names = [
      'two\r\nlines',
      'Cafe\u0301',
      'Café',
      '👨‍👩‍👧‍👦.mov',
      ' ',
      'back\\slash',
      '100% + #1?',
      'n'.repeat(255),
    ]
    write(...names.map((name) => `box/${name}`))

    const expansion = await expandPaths([place('box')])

    expect(expansion.refused).toEqual([])
    expect(new Set(placesOf(expansion))).toEqual(new Set(names.map((name) => `box/${name}`)))
  })

  test('that file managers leave behind are counted and left out', async () => {
    write('box/.DS_Store', 'box/in/Thumbs.db', 'box/in/DESKTOP.INI', 'box/in/real.txt', 'box/thumbs.db.txt')

    const expansion = await expandPaths([place('box'), place('box/.DS_Store')])

    expect(placesOf(expansion)).toEqual(['box/in/real.txt', 'box/thumbs.db.txt'])
    expect({ leftOutCount: expansion.leftOutCount, refused: expansion.refused }).toEqual({
      leftOutCount: 4,
      refused: [],
    })
  })

  test('larger than Polar can take are found with their size, and refused by the rules', async () => {
    const roomy = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : folder, 'source-expand-'))
    const path = join(roomy, 'huge.bin')
    const sizeBytes = 49 * 1024 ** 4
    writeFileSync(path, '')
    truncateSync(path, sizeBytes)

    const { files } = await expandPaths([path])
    rmSync(roomy, { recursive: true })

    expect(files).toMatchObject([{ path, identity: { sizeBytes } }])
    const traits = { name: 'huge.bin', sizeBytes, service: 'downloadable', mimeType: 'text/plain' } as const
    expect(refusalFor(traits)).toContain('is larger than 48.8 TiB')
  })
})

describe('what cannot be added', () => {
  const device = 'is a device or a connection between programs, not a file. Only files can be uploaded.'

  test('is named with a sentence each, and the others are still added', async () => {
    write('box/good.txt')
    execFileSync('mkfifo', [place('box/pipe')])
    symlinkSync('/dev/null', place('box/null'))
    symlinkSync('gone', place('box/broken'))
    symlinkSync('round', place('box/round'))
    const server = createServer().listen(place('box/socket'))
    await new Promise((resolve) => server.once('listening', resolve))

    const expansion = await expandPaths([
      place('missing'),
      place('box'),
      place('box/good.txt/in'),
      place('n'.repeat(300)),
    ])
    await new Promise((resolve) => server.close(resolve))

    const notFound =
      'cannot be found. If it was moved or renamed, put it back and try again, or choose the file where it is now.'
    expect(placesOf(expansion)).toEqual(['box/good.txt'])
    expect(refusalsOf(expansion)).toEqual({
      missing: `“missing” ${notFound}`,
      'box/broken': `“broken” ${notFound}`,
      'box/null': `“null” ${device}`,
      'box/pipe': `“pipe” ${device}`,
      'box/round':
        'The links that lead to “round” go round in circles. Add what they should lead to instead.',
      'box/socket': `“socket” ${device}`,
      'box/good.txt/in': `“in” ${notFound}`,
      ['n'.repeat(300)]:
        `“${'n'.repeat(50)}…${'n'.repeat(20)}” has a path too long for this computer. Shorten its name, then add it again.`,
    })
  })

  test('is a folder that a link leads back to', async () => {
    write('box/in/a.txt', 'left/l.txt', 'right/r.txt')
    symlinkSync('..', place('box/in/up'))
    symlinkSync('.', place('box/same'))
    symlinkSync('../right', place('left/to-right'))
    symlinkSync('../left', place('right/to-left'))

    const expansion = await expandPaths([place('box'), place('left')])

    const back =
      'leads back to a folder it is in, so it was not followed. The files there are added already: nothing is missing.'
    expect(placesOf(expansion)).toEqual(['box/in/a.txt', 'left/l.txt', 'left/to-right/r.txt'])
    expect(refusalsOf(expansion)).toEqual({
      'box/in/up': `“up” ${back}`,
      'box/same': `“same” ${back}`,
      'left/to-right/to-left': `“to-left” ${back}`,
    })
  })

  test('is a folder that a Mac shows as one file, wherever it is; one that only has such a name is a folder', async () => {
    write('build/Game.app/Contents/MacOS/Game', 'build/readme.txt', 'my.app/index.html')
    mkdirSync(place('Song.logicx/Alternatives'), { recursive: true })

    const expansion = await expandPaths([place('build'), place('my.app'), place('Song.logicx')])

    const compress =
      'is a folder that a Mac shows as one file, and Polar takes files only. Compress it, for example with a right click, then add the archive.'
    expect(placesOf(expansion)).toEqual(['build/readme.txt', 'my.app/index.html'])
    expect(refusalsOf(expansion)).toEqual({
      'build/Game.app': `“Game.app” ${compress}`,
      'Song.logicx': `“Song.logicx” ${compress}`,
    })
  })

  test('is a folder without files, empty folders in it or not', async () => {
    mkdirSync(place('empty/deeper/deepest'), { recursive: true })
    write('junk/.DS_Store', 'box/a.txt')
    mkdirSync(place('box/empty'))

    const expansion = await expandPaths([place('empty'), place('junk'), place('box')])

    expect(placesOf(expansion)).toEqual(['box/a.txt'])
    expect(refusalsOf(expansion)).toEqual({
      empty: 'There are no files in “empty”. Put the files to upload into it, then add it again.',
      junk: 'There are no files in “junk”. Put the files to upload into it, then add it again.',
    })
  })

  test('is an empty path or one with a NUL', async () => {
    expect((await expandPaths(['', place('a\0b')])).refused).toEqual([
      { path: '', message: 'An empty path leads nowhere. Give the path of a file or a folder.' },
      {
        path: place('a\0b'),
        message: '“a\ufffdb” is no name a file can have. Check how it is spelled, then add it again.',
      },
    ])
  })

  test('is a name that is not UTF-8', async () => {
    write('box/good.txt')
    writeFileSync(Buffer.concat([Buffer.from(place('box/caf')), Buffer.from([0xe9])]), '')

    const expansion = await expandPaths([place('box')])

    expect(placesOf(expansion)).toEqual(['box/good.txt'])
    expect(refusalsOf(expansion)).toEqual({
      'box/caf\ufffd':
        'The name of “caf\ufffd” has characters that this computer cannot spell. Rename it, then add it again.',
    })
  })

  test('is what the user of this computer may not read', () => {
    write('open.txt', 'secret.txt', 'vault/gold.txt')
    chmodSync(folder, 0o755)
    chmodSync(place('secret.txt'), 0o000)
    chmodSync(place('vault'), 0o000)

    // Root may read everything, so there the question is asked as nobody.
    const expansion = expandElsewhere(folder, process.getuid?.() === 0 ? { uid: 65534 } : {})
    chmodSync(place('vault'), 0o755)

    expect(placesOf(expansion)).toEqual(['open.txt'])
    expect(refusalsOf(expansion)).toEqual({
      'secret.txt': 'This app may not read “secret.txt”. Give it the permission to, then try again.',
      vault: 'This app may not read “vault”. Give it the permission to, then try again.',
    })
  })
})

test('10,000 files in 100 folders are found by a process that may open no more than 64', () => {
  const names = Array.from({ length: 100 }, (_, outer) =>
    Array.from({ length: 100 }, (_, inner) => `${outer}/${inner}.txt`),
  ).flat()
  write(...names)

  const expansion = expandElsewhere(folder, { limit: 'ulimit -n 64' })

  expect(placesOf(expansion)).toEqual(names)
  expect(expansion.refused).toEqual([])
}, 30_000)
