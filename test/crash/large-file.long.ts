import { truncateSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { prepareCliBench, untilPrinted } from '../integration/cli-bench.ts'
import type { RunningCli } from '../support/command-line.ts'
import { useOf, type ProcessUse } from '../support/process-facts.ts'
import { untilRequest } from '../support/test-app.ts'

// Takes minutes, most of them to read the file: `npm run crash:long`.

const MiB = 1024 ** 2
const FILE_BYTES = 300_000_000_000
const SECONDS = 120
/** Memory may waver by that much from one half of the time to the other; a leak of one part's bytes would be more. */
const WAVERS = 1.1

/** Looks at a process every second while it does something. */
async function watch({ pid, ended }: RunningCli, work: Promise<unknown>): Promise<readonly ProcessUse[]> {
  const uses: ProcessUse[] = []
  const over = Promise.race([work, ended]).then(() => 'over')
  do uses.push(useOf(pid))
  while ((await Promise.race([delay(1000), over])) !== 'over')
  return uses
}

/** The most a process held in one half of the time and in the other; its beginning aside. */
function mostInHalves(uses: readonly ProcessUse[], what: keyof ProcessUse): readonly [number, number] {
  const steady = uses.slice(5)
  const most = (some: readonly ProcessUse[]): number => Math.max(...some.map((use) => use[what]))
  const middle = Math.floor(steady.length / 2)
  return [most(steady.slice(0, middle)), most(steady.slice(middle))]
}

function expectFlat(doing: string, uses: readonly ProcessUse[]): void {
  const [memoryBefore, memoryAfter] = mostInHalves(uses, 'residentBytes')
  const [handlesBefore, handlesAfter] = mostInHalves(uses, 'handles')
  process.stdout.write(
    `${doing} for ${uses.length} s: memory up to ${(memoryBefore / MiB).toFixed(0)} MiB, then ${(memoryAfter / MiB).toFixed(0)} MiB; handles up to ${handlesBefore}, then ${handlesAfter}\n`,
  )
  expect(uses.length, doing).toBeGreaterThan(30)
  expect(memoryAfter, doing).toBeLessThan(memoryBefore * WAVERS)
  expect(handlesAfter, doing).toBeLessThanOrEqual(handlesBefore + 2)
}

test.runIf(process.platform === 'linux')(
  'a file of 300 GB is checked and sent with as little memory and as few handles at the end as at the start',
  { timeout: 3_600_000 },
  async () => {
    await using bench = await prepareCliBench({ discard: true })
    const path = bench.folder.file('game.zip', 1)
    truncateSync(path, FILE_BYTES)
    const firstPart = untilRequest(bench.polar, { kind: 'started', operation: 'part' })

    const cli = bench.start(['upload', path, '--json'])
    await untilPrinted(cli, /"state":"hashing"/)
    const hashing = await watch(cli, firstPart)
    const sending = await watch(cli, delay(SECONDS * 1000))
    const { parts, sessionsOpened, s3Errors } = bench.polar.counts()
    cli.process.kill('SIGINT')
    const { exitCode } = await cli.ended

    process.stdout.write(`${parts.committed} parts stored\n`)
    expectFlat('hashing', hashing)
    expectFlat('sending', sending)
    expect({ exitCode, sessionsOpened, s3Errors }).toEqual({ exitCode: 130, sessionsOpened: 1, s3Errors: {} })
    expect(parts.committed).toBeGreaterThanOrEqual(2)
  },
)
