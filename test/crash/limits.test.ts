import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checksumOfFile, eventsIn, prepareCliBench, untilPrinted } from '../integration/cli-bench.ts'
import type { RunningCli } from '../support/command-line.ts'
import { handlesOf, stopProcess } from '../support/process-facts.ts'
import { sha256 } from '../support/temp-folder.ts'
import { onceRequest, untilRequest } from '../support/test-app.ts'

const MiB = 1024 ** 2
const FEW_HANDLES = 64
const FILES = 10_000
/**
 * Polar is asked a hundred times a minute at most, and each file asks twice: so many complete at once, every fifty more
 * take a minute.
 */
const COMPLETED = Number(process.env['FEW_HANDLES_COMPLETED'] ?? 45)
const MINUTE_MS = 60_000

/** Resolves once so many uploads are completed; gives how many handles were open at each of them. */
function untilCompleted({ process, pid, ended }: RunningCli, wanted: number): Promise<readonly number[]> {
  const handles: number[] = []
  return new Promise((resolve, reject) => {
    process.stdout?.on('data', (text: string) => {
      text.match(/"event":"completed"/g)?.forEach(() => handles.push(handlesOf(pid)))
      if (handles.length >= wanted) resolve(handles)
    })
    ended.then((result) => reject(new Error(`It ended first: ${result.messages}`)), reject)
  })
}

function makeFiles(folder: string): string {
  mkdirSync(folder)
  for (let index = 0; index < FILES; index += 1) {
    writeFileSync(join(folder, `${String(index).padStart(5, '0')}.txt`), `This is number ${index}`)
  }
  return folder
}

describe.runIf(process.platform === 'linux')('with few file handles', () => {
  test(
    `a folder of ${FILES} files is added whole, and ${COMPLETED} of them complete with no more than ${FEW_HANDLES}, none being kept`,
    async () => {
      await using bench = await prepareCliBench()
      const folder = makeFiles(join(bench.folder.path, 'many'))

      const fewHandles = ['prlimit', `--nofile=${FEW_HANDLES}:${FEW_HANDLES}`]
      const cli = bench.start(['upload', folder, '--json'], {}, fewHandles)
      const handles = await untilCompleted(cli, COMPLETED)
      cli.process.kill('SIGINT')
      const { exitCode, messages } = await cli.ended
      const listed = eventsIn(await bench.run(['list', '--json']))
      const served = Object.entries(await bench.served())

      expect(exitCode).toBe(130)
      expect(messages).toMatch(/^Interrupted\. Uploaded parts are kept; rerun the command or use resume\./)
      expect(listed.length).toBe(FILES)
      expect(listed.filter(({ state }) => state === 'failed')).toEqual([])
      expect(served.length).toBeGreaterThanOrEqual(COMPLETED)
      for (const [name, checksum] of served) expect(checksum).toBe(checksumOfFile(join(folder, name)))
      const [early, late] = [handles.slice(10, 20), handles.slice(-10)].map((some) => Math.max(...some))
      expect(late).toBeLessThanOrEqual((early ?? 0) + 2)
    }, // fifty in a minute, and one to begin with
    MINUTE_MS * (2 + COMPLETED / 50),
  )

  test('an upload that finds none left waits and says so, and goes on once there are some', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('course.mp4', 32 * MiB)
    const limit = (pid: number, handles: number): void =>
      void execFileSync('prlimit', ['--pid', String(pid), `--nofile=${handles}:`])
    const cli = bench.start(['upload', path, '--json'])
    // Enough for the file, too few for the threads that are to hash it.
    onceRequest(bench.polar, { kind: 'started', operation: 'organizations' }, () =>
      limit(cli.pid, handlesOf(cli.pid) + 3),
    )

    await untilPrinted(cli, /"state":"waiting"/)
    limit(cli.pid, FEW_HANDLES)
    const result = await cli.ended

    expect(result).toMatchObject({ exitCode: 0, messages: '' })
    expect(eventsIn(result).find(({ state }) => state === 'waiting')?.message).toBe(
      'Too many files are open on this computer to read “course.mp4”. Close some programs, or try again later.',
    )
    expect(await bench.served()).toEqual({ 'course.mp4': checksumOfFile(path) })
  })
})

describe.runIf(process.platform === 'linux')('a data folder whose owner', () => {
  const refusal = (folder: string) => ({
    exitCode: 1,
    signal: null,
    output: '',
    messages: `Polar Uploader is already running with the data folder ${folder}. Please use that one, or quit it first.\n`,
  })

  test('stands still is refused to others and listed all the same; nothing of it is harmed', async () => {
    await using bench = await prepareCliBench({ bytesPerSecond: 8 * MiB })
    const path = bench.folder.file('course.mp4', 32 * MiB)
    const other = bench.folder.file('other.mp4', MiB, 2)
    const owner = bench.start(['upload', path, '--json'])
    await untilRequest(bench.polar, { kind: 'body', operation: 'part', partNumber: 2 })

    await stopProcess(owner.pid)
    const refused = [await bench.run(['upload', other]), await bench.run(['resume'])]
    const list = await bench.run(['list'])
    bench.polar.setBandwidth(null)
    owner.process.kill('SIGCONT')
    const result = await owner.ended

    expect(refused).toEqual([refusal(bench.dataFolder), refusal(bench.dataFolder)])
    expect(list).toMatchObject({ exitCode: 0, messages: '' })
    expect(list.output).toMatch(new RegExp(`^uploading    33\\.6 MB  ${path}(  50% stored)?\n$`))
    expect(result).toMatchObject({ exitCode: 0, messages: '' })
    expect(bench.polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { started: 2, committed: 2 } })
    expect(await bench.served()).toEqual({ 'course.mp4': checksumOfFile(path) })
  })

  test('was killed while it stood still belongs to the next one at once', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('course.mp4', 32 * MiB)
    bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'stall', when: 'before' })
    const owner = bench.start(['upload', path, '--json'])
    await untilPrinted(owner, /"storedBytes":16777216,/)
    await stopProcess(owner.pid)
    owner.process.kill('SIGKILL')
    await owner.ended

    const result = await bench.run(['resume', '--json'])

    expect(result).toMatchObject({ exitCode: 0, messages: '' })
    expect(bench.polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { started: 3, committed: 2 } })
    expect(sha256(readFileSync(path))).toBe((await bench.served())['course.mp4'])
  })
})
