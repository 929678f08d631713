import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { createLogFile } from '../../main/log-file.ts'
import { systemClock } from '../../main/system-clock.ts'
import { untilRequest } from '../support/test-app.ts'
import { checksumOfFile, eventsIn, filesWith, prepareCliBench, type CliBench } from './cli-bench.ts'

const MiB = 1024 ** 2
/** Their file names and folder are nobody's business. */
const NAMES = ['Ünreleased – Night Songs.bin', "Ines's Diary.txt"]
const FOLDER = 'Secret Album'

/** What a zip holds, by name. */
const unzip = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(readFileSync(path))).map(([name, bytes]) => [name, strFromU8(bytes)]),
  )

test('prints a table in words, and ends well when nothing is bad', async () => {
  await using bench = await prepareCliBench()

  const { exitCode, output, messages } = await bench.run(['check'])

  expect({ exitCode, messages }).toEqual({ exitCode: 0, messages: '' })
  expect(output.split('\n').map((line) => line.slice(0, 37).trim())).toEqual([
    expect.stringMatching(/^(Good|Worth knowing) {2,}Keychain$/),
    'Good           Disk',
    'Good           List of uploads',
    'Good           Clock',
    'Good           Polar',
    'Good           Access token',
    'Worth knowing  Storage at S3',
    'Good           Proxy and encryption',
    'Worth knowing  Speed',
    '',
  ])
  expect(output).toContain('It may upload (files:write)')
})

test('ends badly when something is bad, with every answer as JSON, and says which', async () => {
  await using bench = await prepareCliBench()
  bench.polar.revokeToken(bench.polar.token)

  const { exitCode, output } = await bench.run(['check', '--json'])

  const answers = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly check: string; readonly verdict: string })
  expect(exitCode).toBe(1)
  expect(answers.length).toBe(9)
  expect(answers.filter(({ verdict }) => verdict === 'bad').map(({ check }) => check)).toEqual(['token'])
})

test('needs no app that can start: it names a damaged list, and one that runs is no hindrance', async () => {
  await using bench = await prepareCliBench()
  mkdirSync(bench.dataFolder, { recursive: true })
  const sound = await bench.withApp(() => bench.run(['check']))
  writeFileSync(join(bench.dataFolder, 'uploads.db'), 'no database'.repeat(999))
  const damaged = await bench.run(['check', '--save', join(bench.folder.path, 'found.zip')])

  expect(sound.exitCode).toBe(0)
  expect(damaged).toMatchObject({ exitCode: 1, output: expect.stringContaining('It is damaged') as unknown })
  expect(unzip(join(bench.folder.path, 'found.zip'))['uploads.jsonl']).toContain('unreadable')
})

test('another server is checked when one is named, whatever the environment says', async () => {
  await using bench = await prepareCliBench()
  const elsewhere = { POLAR_SERVER: 'http://127.0.0.1:1' }

  const named = await bench.run(['check', '--server', bench.polar.url], elsewhere)
  const unnamed = await bench.run(['check'], elsewhere)

  expect([named.exitCode, unnamed.exitCode]).toEqual([0, 1])
})

test('a server that is none is a mistake', async () => {
  await using bench = await prepareCliBench()

  expect(await bench.run(['check'], { POLAR_SERVER: 'nowhere' })).toMatchObject({
    exitCode: 2,
    output: '',
    messages: expect.stringContaining('“nowhere” is not a server') as unknown,
  })
})

test('a zip that cannot be written is said so', async () => {
  await using bench = await prepareCliBench()

  expect(await bench.run(['check', '--save', '/nowhere/found.zip'])).toMatchObject({
    exitCode: 1,
    messages: expect.stringContaining('could not be written to /nowhere/found.zip') as unknown,
  })
})

test('a zip is not written over a file that is there', async () => {
  await using bench = await prepareCliBench()
  const path = bench.folder.file('thesis.zip', 1000)
  const before = checksumOfFile(path)

  expect(await bench.run(['check', '--save', path])).toEqual({
    ...{ exitCode: 1, signal: null, output: '' },
    messages: `${path} already exists. Choose another name or delete it first.\n`,
  })
  expect(checksumOfFile(path)).toBe(before)
})

/** An upload under way, presigned URLs on disk and all; another that failed; and a log that was told too much. */
async function inTheThickOfIt(bench: CliBench) {
  const { polar, folder, dataFolder } = bench
  mkdirSync(join(folder.path, FOLDER))
  const paths = NAMES.map((name) => folder.file(join(FOLDER, name), 17 * MiB))
  polar.addFault({ operation: 'part', partNumber: 2, kind: 'latency', delayMs: 600_000 })
  const started = untilRequest(polar, { kind: 'started', operation: 'part', partNumber: 2 })
  const cli = bench.start(['upload', '--json', ...paths])
  await started
  cli.process.kill('SIGKILL')
  await cli.ended

  const uploads = eventsIn(await bench.run(['list', '--json'])) as unknown as readonly {
    readonly id: string
  }[]
  const log = createLogFile(join(dataFolder, 'logs'), systemClock)
  const [first = '', second = ''] = paths
  log.error('It went wrong', new Error(`ENOENT: no such file or directory, open '${second}'`))
  log.warn('Sent', { url: `${polar.url}/b/k/${encodeURIComponent(NAMES[0] ?? '')}?X-Amz-Signature=0123abcd` })
  log.info('Token', { token: polar.token, first, of: polar.organization.name })
  return { uploads }
}

describe('what is saved', () => {
  test('has what helps, and nothing that is private', async () => {
    await using bench = await prepareCliBench()
    const { uploads } = await inTheThickOfIt(bench)
    const path = join(bench.folder.path, 'found.zip')
    // The fixture is worth nothing if there is nothing to find.
    const signed = filesWith('X-Amz-Signature', bench.dataFolder).length

    const result = await bench.run(['check', '--save', path])

    const files = unzip(path)
    const text = Object.values(files).join('\n')
    const { polar, folder } = bench
    const secrets = [
      ...[polar.token, polar.token.slice(10, 30), 'X-Amz-Signature', '0123abcd', polar.organization.name],
      ...NAMES.flatMap((name) => [name, encodeURI(name), encodeURIComponent(name)]),
      ...[FOLDER, encodeURIComponent(FOLDER), folder.path, 'Night Songs', 'Diary'],
    ]
    expect(result).toMatchObject({ exitCode: 0, messages: expect.stringContaining(path) as unknown })
    expect(signed).toBeGreaterThan(0)
    expect(secrets.filter((one) => text.includes(one))).toEqual([])
    expect(Object.keys(files).sort()).toEqual([
      ...['README.txt', 'about.json', 'check.txt', 'logs/log.jsonl', 'preferences.json', 'uploads.jsonl'],
    ])
    expect(files['check.txt']).toContain('Polar accepts it')
    expect(files['uploads.jsonl']).toContain(uploads[0]?.id)
    expect(files['uploads.jsonl']).toContain('"sizeBytes":17825792')
    expect(files['logs/log.jsonl']).toContain("ENOENT: no such file or directory, open '[path]'")
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('has no name of an account either that has no uploads and is not signed in', async () => {
    await using bench = await prepareCliBench()
    const { polar, folder, dataFolder } = bench
    // It takes note of whose the token is, and forgets the token.
    await bench.run(['files'])
    const { name } = polar.organization
    createLogFile(join(dataFolder, 'logs'), systemClock).info(`Signed in to ${name}`)
    const path = join(folder.path, 'found.zip')

    await bench.run(['check', '--save', path], { POLAR_ACCESS_TOKEN: undefined, POLAR_SERVER: undefined })

    const log = unzip(path)['logs/log.jsonl'] ?? ''
    expect([log.includes('Signed in to [organization]'), log.includes(name)]).toEqual([true, false])
  })
})
