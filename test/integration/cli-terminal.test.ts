import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { PROJECT_FOLDER } from '../support/fresh-build.ts'
import { checksumOfFile, prepareCliBench, untilPrinted, type CliBench } from './cli-bench.ts'

const MiB = 1024 ** 2
const CLI = join(PROJECT_FOLDER, 'out/main/cli.js')
const HUNG_DISK = new URL('../support/hung-disk.ts', import.meta.url)

/** What is typed, once, when the terminal shows something. */
interface Typing {
  readonly prompt: string
  readonly keys: string
}

/** Runs it on a terminal of its own, and types in turn what is to be typed. */
async function onTerminal(
  words: readonly string[],
  { env }: Pick<CliBench, 'env'>,
  ...typing: readonly Typing[]
): Promise<{ readonly exitCode: number | null; readonly screen: string }> {
  const command = [process.execPath, CLI, ...words].map((word) => `'${word}'`).join(' ')
  // https://man7.org/linux/man-pages/man1/script.1.html
  const terminal = spawn('script', ['-qec', `stty columns 80 rows 24; exec ${command}`, '/dev/null'], {
    env: { PATH: process.env.PATH, SHELL: '/bin/sh', ...env },
    stdio: 'pipe',
  })
  onTestFinished(() => void terminal.kill('SIGKILL'))
  let screen = ''
  const untyped = [...typing]
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    while (untyped[0] !== undefined && screen.includes(untyped[0].prompt))
      terminal.stdin.write(untyped.shift()?.keys ?? '')
  })
  const [exitCode] = (await once(terminal, 'close')) as [number | null]
  return { exitCode, screen }
}

describe.runIf(process.platform === 'linux')('on a terminal', () => {
  test('an upload has a bar that moves in its place, and there is a summary', async () => {
    await using bench = await prepareCliBench()
    bench.polar.addFault({ operation: 'part', partNumber: 3, kind: 'latency', delayMs: 500 })
    const path = bench.folder.file('game.zip', 40 * MiB)

    const { exitCode, screen } = await onTerminal(['upload', path], bench)

    const lines = screen.replaceAll('\r\n', '\n').split(/\n(?:\u001b\[1A\u001b\[2K)?/)
    const bars = lines.slice(1, -3)
    expect(lines[0]).toBe(`1 upload goes to Local Studio at ${bench.polar.url}.`)
    expect(bars.filter((line) => !/^[█░]{24} game\.zip: [a-z]+, \d+% of 41\.9 MB/.test(line))).toEqual([])
    const filled = bars.flatMap((line) => /^(█*)░*.*uploading/.exec(line)?.[1]?.length ?? [])
    expect(filled).toEqual(filled.toSorted((one, other) => one - other))
    expect(new Set(filled).size).toBeGreaterThan(2)
    expect(lines.slice(-3)).toEqual(['game.zip: in Polar (41.9 MB)', '1 completed.', ''])
    expect(exitCode).toBe(0)
    expect(await bench.served()).toEqual({ 'game.zip': checksumOfFile(path) })
  })

  test('an upload on one that is dumb, as an editor has, moves no cursor', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)

    const { exitCode, screen } = await onTerminal(['upload', path], { env: { ...bench.env, TERM: 'dumb' } })

    expect(screen).not.toContain('\u001b')
    expect(screen).toMatch(
      /^1 upload goes to .*\r\ngame\.zip: queued\r\n(game\.zip: .*\r\n)+1 completed\.\r\n$/,
    )
    expect(exitCode).toBe(0)
  })

  test('Ctrl+C ends an upload that can go on later', async () => {
    await using bench = await prepareCliBench()
    bench.polar.addFault({ operation: 'part', kind: 'stall', when: 'before' })
    const path = bench.folder.file('game.zip', 2 * MiB)

    const stopped = await onTerminal(['upload', path], bench, { prompt: 'uploading', keys: '\u0003' })
    bench.polar.clearFaults()
    const resumed = await bench.run(['resume'])

    expect(stopped.exitCode).toBe(130)
    expect(stopped.screen).toContain('rerun the command or use resume.')
    expect({ exitCode: resumed.exitCode, sessions: bench.polar.counts().sessionsOpened }).toEqual({
      exitCode: 0,
      sessions: 1,
    })
  })

  test('Ctrl+C that is slow to stop says how to end at once, and a second one does', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('hung.zip', 1000)
    const env = { ...bench.env, NODE_OPTIONS: `--import=${HUNG_DISK.href}` }

    const { exitCode, screen } = await onTerminal(
      ['upload', path],
      { env },
      { prompt: 'The disk hangs.', keys: '\u0003' },
      { prompt: 'Press Ctrl-C again to stop at once.', keys: '\u0003' },
    )

    expect(screen).toMatch(
      /Stopped at once\. Uploaded parts are kept; rerun the command or use resume\.\r\n$/,
    )
    expect(exitCode).toBe(130)
  })

  const prompt = 'Access token (not shown): '

  test('a token that is typed is not shown', async () => {
    await using bench = await prepareCliBench()
    const token = 'polar_oat_typed'

    const { exitCode, screen } = await onTerminal(['sign-in'], bench, { prompt, keys: `${token}\r` })

    expect({ exitCode, screen }).toEqual({
      exitCode: 3,
      screen: `${prompt}\r\nThis access token is incomplete or has characters too many. Please copy it from Polar again, whole.\r\n`,
    })
  })

  test.each([
    ['Ctrl+C', '\u0003', 130],
    ['Ctrl+D', '\u0004', 3],
  ])('%s instead of a token ends the question', async (_name, keys, expected) => {
    await using bench = await prepareCliBench()

    const { exitCode, screen } = await onTerminal(['sign-in'], bench, { prompt, keys })

    expect(screen).not.toContain('Something went wrong')
    expect(exitCode).toBe(expected)
  })

  test('Ctrl+C instead of a token is no signal to itself, which on Windows would end it out of order', async () => {
    await using bench = await prepareCliBench()
    // https://nodejs.org/docs/latest-v24.x/api/process.html#signal-events
    const asOnWindows = 'data:text/javascript,process.kill=()=>process.reallyExit(1)'
    const env = { ...bench.env, NODE_OPTIONS: `--import=${asOnWindows}` }

    const { exitCode, screen } = await onTerminal(['sign-in'], { env }, { prompt, keys: '\u0003' })

    expect(screen).toContain('Interrupted.')
    expect(exitCode).toBe(130)
  })
})

describe('whoever reads the output', () => {
  test.each([
    ['standard output', ['stdout']],
    ['all output', ['stdout', 'stderr']],
  ] as const)('may stop reading %s, which stops the upload in order', async (_what, streams) => {
    await using bench = await prepareCliBench({ bytesPerSecond: 20 * MiB })
    const path = bench.folder.file('game.zip', 100 * MiB)
    const cli = bench.start(['upload', path, '--json'])

    await untilPrinted(cli, /\n/)
    for (const stream of streams) cli.process[stream]?.destroy()
    const { exitCode, signal, messages } = await cli.ended
    bench.polar.setBandwidth(null)
    const again = await bench.run(['upload', path])

    expect({ exitCode, signal }).toEqual({ exitCode: 130, signal: null })
    expect(messages).toBe(
      streams.length === 2 ? '' : 'Interrupted. Uploaded parts are kept; rerun the command or use resume.\n',
    )
    expect({ exitCode: again.exitCode, sessions: bench.polar.counts().sessionsOpened }).toEqual({
      exitCode: 0,
      sessions: 1,
    })
  })
})

// https://man7.org/linux/man-pages/man4/full.4.html
test.runIf(process.platform === 'linux').each(['list --json', 'files', 'receipt', 'upload'])(
  '%s whose output finds no room says so and has failed',
  async (words) => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    await bench.run(['upload', path])
    const command = [...words.split(' '), ...(['receipt', 'upload'].includes(words) ? [path] : [])]

    const result = await bench.run(command, {}, ['sh', '-c', 'exec "$@" > /dev/full', 'sh'])

    const messages = result.messages.trimEnd().split('\n')
    expect({ ...result, messages: messages.at(-1) }).toEqual({
      ...{ exitCode: 1, signal: null, output: '' },
      messages: 'The output cannot be written: no space left on device. Redirect it somewhere else.',
    })
    expect(messages.join('\n')).not.toContain('Interrupted')
  },
)

test('npx runs it from the checkout, whatever Node the system has', async () => {
  const { stdout } = await promisify(execFile)('npx', ['polar-uploader', '--version'], {
    cwd: PROJECT_FOLDER,
  })

  expect(stdout).toBe(`${packageJson.version}\n`)
})

test.each(['help', '--help', '-h'])(
  '%s says how it is used, needing neither token nor server',
  async (word) => {
    await using bench = await prepareCliBench()

    const result = await bench.run([word], { POLAR_ACCESS_TOKEN: undefined, POLAR_SERVER: undefined })

    expect(result).toMatchObject({ exitCode: 0, messages: '' })
    expect(result.output).toMatch(/^Usage: polar-uploader COMMAND\n\n {2}upload PATH\.\.\. /)
  },
)
