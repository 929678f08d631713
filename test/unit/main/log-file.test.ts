import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { diskError } from '../../../app/source/disk-problem.ts'
import { createLogFile } from '../../../main/log-file.ts'
import { systemClock } from '../../../main/system-clock.ts'

const noon = { ...systemClock, now: () => Date.UTC(2026, 10, 23, 12) }
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const linesOf = (name: string): unknown[] =>
  readFileSync(join(folder, 'logs', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

function thrownBy(act: () => unknown): Error {
  try {
    act()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('Nothing was thrown')
}

test('every line is an object, without secrets', () => {
  const log = createLogFile(join(folder, 'logs'), noon)

  log.info('started', { version: '1.0.0' })
  log.warn('refused', { header: 'Bearer abc', token: 'polar_oat_abc' })

  expect(linesOf('log.jsonl')).toEqual([
    { at: '2026-11-23T12:00:00.000Z', level: 'info', message: 'started', details: { version: '1.0.0' } },
    {
      at: '2026-11-23T12:00:00.000Z',
      level: 'warn',
      message: 'refused',
      details: { header: 'Bearer [redacted]', token: 'polar_[redacted]' },
    },
  ])
})

test('an error is written with its stack, its code and its cause', () => {
  const log = createLogFile(join(folder, 'logs'), noon)
  const error = new Error('No part', { cause: Object.assign(new Error('No file'), { code: 'ENOENT' }) })

  log.error('It failed', error)

  expect(linesOf('log.jsonl')).toMatchObject([
    {
      level: 'error',
      message: 'It failed',
      error: {
        stack: expect.stringMatching(/No part\n +at .*log-file\.test/) as unknown,
        cause: { stack: expect.stringContaining('No file') as unknown, code: 'ENOENT' },
      },
    },
  ])
})

test.each([
  '/home/ines/Secret Album.mp4',
  "/home/ines/It's mine/Secret.mp4",
  '/home/ines/Secret\n    at Album.mp4',
  'Secret “live”.mp4',
])('of a file that cannot be read the log has what went wrong, and not that it is %j', (path) => {
  const log = createLogFile(join(folder, 'logs'), noon)
  const cause = thrownBy(() => statSync(path))

  log.info('Upload 1: file-missing', { cause: cause.message })
  log.warn('It was not read', { cause: String(thrownBy(() => renameSync(path, `${path}.old`))) })
  log.error('It failed', diskError(cause, path))

  const text = readFileSync(join(folder, 'logs', 'log.jsonl'), 'utf8')
  expect(linesOf('log.jsonl')).toMatchObject([
    { details: { cause: "ENOENT: no such file or directory, stat '[path]'" } },
    { details: { cause: "Error: ENOENT: no such file or directory, rename '[path]'" } },
    { error: { code: 'file-missing', cause: { code: 'ENOENT' } } },
  ])
  expect(text).toMatch(/at .*log-file\.test/)
  expect(text).not.toMatch(/Secret|Album|ines|mp4|live/)
})

test('the address of a part is logged without the name of the file in it', () => {
  createLogFile(join(folder, 'logs'), noon).info('PUT', {
    url: 'https://b.s3.amazonaws.com/o/f/Secret.mp4?X-Amz-Signature=0123abcd',
  })

  expect(linesOf('log.jsonl')).toMatchObject([{ details: { url: 'https://b.s3.amazonaws.com/[redacted]' } }])
})

test.skipIf(process.platform === 'win32')('only the user may read it', () => {
  createLogFile(join(folder, 'logs'), noon).info('hello')

  const modes = ['logs', 'logs/log.jsonl'].map((name) => statSync(join(folder, name)).mode & 0o777)

  expect(modes).toEqual([0o700, 0o600])
})

test('a full log is set aside, and the oldest is dropped', () => {
  const log = createLogFile(join(folder, 'logs'), noon, 1)

  for (const message of ['1', '2', '3', '4', '5', '6']) log.info(message)

  const names = readdirSync(join(folder, 'logs')).sort()
  expect(names).toEqual(['log.jsonl', 'log.jsonl.1', 'log.jsonl.2', 'log.jsonl.3'])
  expect(names.map((name) => (linesOf(name) as { message: string }[])[0]?.message)).toEqual([
    '6',
    '5',
    '4',
    '3',
  ])
})

test('a folder that cannot be written costs nothing but the log', () => {
  writeFileSync(join(folder, 'logs'), 'a file where the folder should be')

  expect(() => createLogFile(join(folder, 'logs'), noon).info('hello')).not.toThrow()
})
