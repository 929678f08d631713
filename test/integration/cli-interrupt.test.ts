import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { LocalPolar } from '../local-polar/local-polar.ts'
import type { RunningCli } from '../support/command-line.ts'
import { untilRequest } from '../support/test-app.ts'
import { checksumOfFile, eventsIn, prepareCliBench, untilPrinted, type CliBench } from './cli-bench.ts'

const MiB = 1024 ** 2

/** A command line that has the first of three parts of `game.zip` on record as stored, and sends no other. */
async function stuckMidway(bench: CliBench) {
  for (const partNumber of [2, 3]) {
    bench.polar.addFault({ operation: 'part', partNumber, kind: 'stall', when: 'before', count: null })
  }
  const path = bench.folder.file('game.zip', 40 * MiB)
  const cli = bench.start(['upload', path, '--json'])
  await untilPrinted(cli, /"storedBytes":16777216,/)
  return { cli, path }
}

/** How often each part was begun and stored, and how many sessions there were. */
const traffic = (polar: LocalPolar) => {
  const { sessionsOpened, files } = polar.counts()
  const parts = Object.values(files).flatMap((file) => Object.values(file.parts))
  return {
    sessionsOpened,
    started: parts.map((part) => part.started),
    committed: parts.map((part) => part.committed),
  }
}

const ONCE_MORE = { sessionsOpened: 1, started: [1, 2, 2], committed: [1, 1, 1] }

describe('an interrupt', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s keeps what is stored; the same command goes on in the same session',
    async (signal) => {
      await using bench = await prepareCliBench()
      const { cli, path } = await stuckMidway(bench)

      cli.process.kill(signal)
      const interrupted = await cli.ended
      bench.polar.clearFaults()
      const again = await bench.run(['upload', path, '--json'])

      expect({ exitCode: interrupted.exitCode, messages: interrupted.messages }).toEqual({
        exitCode: 130,
        // A third of it is stored, for an hour less what the test took.
        messages: expect.stringMatching(
          /^Interrupted\. Uploaded parts are kept; rerun the command or use resume\. Resume before .*\d:\d\d.* to keep 40%\.\n$/,
        ) as unknown,
      })
      expect({
        exitCode: again.exitCode,
        ids: new Set(eventsIn(again).flatMap(({ id }) => id ?? [])).size,
      }).toEqual({
        exitCode: 0,
        ids: 1,
      })
      expect(eventsIn(again)[0]?.id).toBe(eventsIn(interrupted)[0]?.id)
      expect(traffic(bench.polar)).toEqual(ONCE_MORE)
      expect(await bench.served()).toEqual({ 'game.zip': checksumOfFile(path) })
    },
  )

  test('is undone by resume as well, which tells where it goes on', async () => {
    await using bench = await prepareCliBench()
    const { cli, path } = await stuckMidway(bench)

    cli.process.kill('SIGINT')
    await cli.ended
    bench.polar.clearFaults()
    const resumed = await bench.run(['resume', '--json'])

    expect(resumed).toMatchObject({ exitCode: 0, messages: '' })
    const stored = eventsIn(resumed).filter(({ event }) => event === 'progress')
    expect(stored[0]?.storedBytes).toBe(16 * MiB)
    expect(traffic(bench.polar)).toEqual(ONCE_MORE)
    expect(await bench.served()).toEqual({ 'game.zip': checksumOfFile(path) })
  })

  test('before anything could be asked is heard too', async () => {
    await using bench = await prepareCliBench()
    bench.polar.addFault({ operation: 'organizations', kind: 'stall', when: 'reply' })
    const asked = untilRequest(bench.polar, { kind: 'started', operation: 'organizations' })
    const cli = bench.start(['upload', bench.folder.file('game.zip', 1000)])

    await asked
    cli.process.kill('SIGINT')

    expect(await cli.ended).toMatchObject({ exitCode: 130, output: '' })
  })
})

/** The command line that a shell has started, or has become. */
const commandOf = ({ pid }: RunningCli): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0]) || pid

describe.runIf(process.platform === 'linux')('a terminal that is gone', () => {
  test.each([
    ['nohup', 'bash', 'nohup "$0" "$@"'],
    ['a shell that ignores it', 'sh', 'trap "" HUP; "$0" "$@"; exit $?'],
    ['nohup at a terminal, in a shell that names nothing', 'sh', '"$0" "$@" 0>/dev/null; exit $?'],
  ])('does not end what was started by %s', async (_what, shell, script) => {
    await using bench = await prepareCliBench({ bytesPerSecond: 4 * MiB })
    const path = bench.folder.file('game.zip', 10 * MiB)
    const cli = bench.start(['upload', path], {}, [shell, '-c', script])
    await untilPrinted(cli, /uploading/)

    process.kill(commandOf(cli), 'SIGHUP')
    const result = await cli.ended

    expect({ exitCode: result.exitCode, signal: result.signal }).toEqual({ exitCode: 0, signal: null })
    expect(await bench.served()).toEqual({ 'game.zip': checksumOfFile(path) })
  })
})

describe.skipIf(process.platform === 'win32')('on a disk that does not answer', () => {
  const hung = { NODE_OPTIONS: `--import=${new URL('../support/hung-disk.ts', import.meta.url).href}` }
  const KEPT = 'Uploaded parts are kept; rerun the command or use resume.'

  test('an interrupt ends it within as long as the window gives it', async () => {
    await using bench = await prepareCliBench()
    const cli = bench.start(['upload', bench.folder.file('hung.zip', 1000)], hung)
    await untilPrinted(cli, /The disk hangs/)
    const pressedAt = performance.now()

    cli.process.kill('SIGINT')
    // A key that is held comes again and again, and means the same.
    await sleep(100)
    cli.process.kill('SIGINT')
    const result = await cli.ended

    expect(result).toMatchObject({
      // As by a signal that nobody heeds: a shell shows it as 130.
      ...{ exitCode: null, signal: 'SIGINT' },
      messages: `Some work did not stop in time. ${KEPT}\n`,
    })
    expect((performance.now() - pressedAt) / 1000).toBeGreaterThan(14)
    expect((performance.now() - pressedAt) / 1000).toBeLessThan(20)
  })

  test('one ends it at once when nothing is being sent or checked yet', async () => {
    await using bench = await prepareCliBench()
    mkdirSync(join(bench.folder.path, 'hung'))
    const path = bench.folder.file('hung/game.zip', 1000)
    const cli = bench.start(['upload', dirname(path)], hung)
    await untilPrinted(cli, /The disk hangs/)

    cli.process.kill('SIGINT')

    expect(await cli.ended).toMatchObject({
      ...{ exitCode: null, signal: 'SIGINT', messages: `Interrupted. ${KEPT}\n` },
    })
  })
})

describe('a token that is revoked midway', () => {
  test('ends it with exit code 3; with a good one, resume sends nothing twice', async () => {
    await using bench = await prepareCliBench()
    bench.polar.addFault({ operation: 'complete', kind: 'revoke-token' })
    const path = bench.folder.file('game.zip', 40 * MiB)

    const revoked = await bench.run(['upload', path, '--json'])
    const [listed] = eventsIn(await bench.run(['list', '--json']))
    const resumed = await bench.run(['resume', '--json'], { POLAR_ACCESS_TOKEN: bench.polar.createToken() })

    const failure = {
      code: 'unauthorized',
      message: expect.stringContaining('Please sign in again.') as unknown,
    }
    expect(revoked).toMatchObject({
      exitCode: 3,
      messages: expect.stringMatching(
        /was revoked, has expired.* Run polar-uploader sign-in, or set POLAR_ACCESS_TOKEN\.\n$/,
      ) as unknown,
    })
    expect(eventsIn(revoked).slice(-3)).toMatchObject([
      { event: 'failed', id: listed?.id, ...failure },
      { event: 'ended', failed: 1 },
      { event: 'error', code: 'not-signed-in' },
    ])
    expect(listed).toMatchObject({ state: 'failed', ...failure })
    expect(resumed).toMatchObject({ exitCode: 0, messages: '' })
    expect(traffic(bench.polar)).toEqual({ sessionsOpened: 1, started: [1, 1, 1], committed: [1, 1, 1] })
    expect(await bench.served()).toEqual({ 'game.zip': checksumOfFile(path) })
  })

  test('does not leave the command waiting for uploads whose turn can never come', async () => {
    await using bench = await prepareCliBench()
    bench.polar.addFault({ operation: 'complete', kind: 'revoke-token' })
    const paths = Array.from({ length: 12 }, (_, seed) => bench.folder.file(`${seed}.zip`, 1000 + seed, seed))

    const revoked = await bench.run(['upload', ...paths])
    const resumed = await bench.run(['resume'], { POLAR_ACCESS_TOKEN: bench.polar.createToken() })

    expect({ exitCode: revoked.exitCode, end: revoked.output.trimEnd().split('\n').at(-1) }).toEqual({
      exitCode: 3,
      end: expect.stringMatching(/^0 completed, \d+ failed, \d+ left\.$/) as unknown,
    })
    expect(resumed.exitCode).toBe(0)
    expect(Object.keys(await bench.served()).length).toBe(12)
  })
})

test('a file that was built anew after an interruption is uploaded as it is now when it is given again, at once', async () => {
  await using bench = await prepareCliBench()
  const { cli, path } = await stuckMidway(bench)
  cli.process.kill('SIGINT')
  await cli.ended
  bench.polar.clearFaults()
  bench.folder.file('game.zip', 30 * MiB, 2)

  const { exitCode, output } = await bench.run(['upload', path, '--json'])

  expect([exitCode, await bench.served()]).toEqual([0, { 'game.zip': checksumOfFile(path) }])
  const events = output
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly event: string }).event)
  expect(events).toContain('completed')
  expect(events).not.toContain('failed')
})

describe('resume', () => {
  test('with nothing to resume is done', async () => {
    await using bench = await prepareCliBench()

    expect(await bench.run(['resume'])).toEqual({
      exitCode: 0,
      signal: null,
      output: '0 completed.\n',
      messages: '',
    })
  })

  test('takes up what was paused and what has failed, and leaves alone what was canceled', async () => {
    await using bench = await prepareCliBench()
    const paths = ['paused', 'failed', 'canceled'].map((name, seed) =>
      bench.folder.file(name, 1000 + seed, seed),
    )
    const [paused = '', failing = '', canceled = ''] = paths
    const [pausedId, failedId, canceledId] = await bench.add(paused, failing, canceled)
    await bench.withApp(async ({ commands }) => {
      await commands.pause([pausedId, failedId].filter((id) => id !== undefined))
      await commands.cancel([canceledId].filter((id) => id !== undefined))
    })

    renameSync(failing, `${failing}.away`)
    const first = await bench.run(['resume'])
    renameSync(`${failing}.away`, failing)
    const second = await bench.run(['resume'])

    expect(first).toMatchObject({ exitCode: 1 })
    expect(first.output).toMatch(/failed: “failed” cannot be found.*\n1 completed, 1 failed\.\n$/s)
    expect(second).toMatchObject({ exitCode: 0, messages: '' })
    expect(await bench.served()).toEqual({ paused: checksumOfFile(paused), failed: checksumOfFile(failing) })
  })

  test('leaves a file alone that was changed, however often it is asked, until that file is given to upload', async () => {
    await using bench = await prepareCliBench()
    const { cli, path } = await stuckMidway(bench)
    cli.process.kill('SIGKILL')
    await cli.ended
    bench.polar.clearFaults()
    bench.folder.file('game.zip', 40 * MiB, 2)

    const resumed = [await bench.run(['resume']), await bench.run(['resume']), await bench.run(['resume'])]
    const servedThen = await bench.served()
    const uploaded = await bench.run(['upload', path])

    expect(resumed.map(({ exitCode, messages }) => ({ exitCode, messages }))).toEqual(
      resumed.map(() => ({
        exitCode: 1,
        messages: `Not resumed, because the file has changed: ${path}. Run “polar-uploader upload” with it to upload the new version, or “polar-uploader remove” to drop it.\n`,
      })),
    )
    for (const { output } of resumed)
      expect(output).toMatch(
        /3 of 3 parts of the file changed.* Upload the new version, or remove this upload\.\n0 completed, 1 failed\.\n$/,
      )
    expect(servedThen).toEqual({})
    expect([uploaded.exitCode, await bench.served()]).toEqual([0, { 'game.zip': checksumOfFile(path) }])
  })

  test('names the uploads whose account nobody is signed in to, does not wait for them, and could do nothing else', async () => {
    await using bench = await prepareCliBench()
    await using other = await prepareCliBench()
    await bench.add(bench.folder.file('game.zip', 1000))

    const result = await bench.run(['resume'], {
      POLAR_SERVER: other.polar.url,
      POLAR_ACCESS_TOKEN: other.polar.token,
    })

    expect(result).toEqual({
      exitCode: 3,
      signal: null,
      output: '0 completed.\n',
      messages: `Not resumed, because you are signed out of their account at ${bench.polar.url}: game.zip. Sign in there first.\n`,
    })
  })
})
