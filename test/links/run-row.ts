import { prepareCliBench, type CliBench } from '../integration/cli-bench.ts'
import { makePayloadFolder } from '../bench/payload.ts'
import { join } from 'node:path'
import { startScript, type RunningCli } from '../support/command-line.ts'
import { checksumOf } from '../support/test-app.ts'
import { keepLedger, type Ledger } from './ledger.ts'
import { openLink, type Link } from './link.ts'
import { prepareLoopback } from './namespace.ts'
import type { Kill, Outcome, Row } from './row.ts'
import { leastSeconds } from './timetable.ts'

// One row, in a process of its own: the row as JSON in the first word, whether there is a network namespace around it in
// the second; the outcome as JSON on standard output. It ends when its standard input does, and tidies up before: so none
// outlives the command, however that ends.

/** How long an upload may take: long enough to tell "late" from "never". */
const mostSeconds = (row: Row): number => {
  const least = leastSeconds(row.fileBytes, row)
  return Math.min(4 * least + 60, least + 150)
}

async function runRow(row: Row, hasNamespace: boolean): Promise<Outcome> {
  if (hasNamespace) prepareLoopback()
  using payload = makePayloadFolder(row.fileBytes)
  const path = payload.file('course.mp4', row.fileBytes)
  await using bench = await prepareCliBench({ silenceTimeoutMs: row.serverPatienceSeconds * 1000 })
  await using link = await openLink(row, bench.polar)
  bench.polar.setPublicUrl(link.url)
  if (row.answerMs > 0)
    bench.polar.addFault({ operation: 'part', kind: 'latency', delayMs: row.answerMs, count: Infinity })
  const ledger = keepLedger(bench.polar, () => link.takenBytes())
  try {
    const upload = await playRuns(row, { bench, link, ledger, path })
    const isListed = bench.polar.files().some((file) => file.is_uploaded)
    return {
      ...upload,
      isWhole: isListed && (await bench.served())['course.mp4'] === (await checksumOf(path)),
      sentBytes: link.takenBytes(),
      ...{ storedBytes: ledger.storedBytes(), sessions: ledger.sessions(), partBytes: ledger.partBytes() },
      ...{ firstStoredSeconds: ledger.firstStoredSeconds(), mostAtRiskBytes: ledger.mostAtRiskBytes() },
      ...{ worst: ledger.worst(), hasNamespace },
    }
  } finally {
    ledger.stop()
  }
}

interface Stage {
  readonly bench: CliBench
  readonly link: Link
  readonly ledger: Ledger
  readonly path: string
}

type Played = Pick<Outcome, 'seconds' | 'trouble' | 'kills' | 'longestWaitSeconds'>

/** Uploads, killed and resumed as often as the row says. */
async function playRuns(row: Row, stage: Stage): Promise<Played> {
  const { link, ledger } = stage
  const kills: Kill[] = []
  const limit = mostSeconds(row) + row.kills.reduce((sum, seconds) => sum + seconds, 0)
  for (const [index, killAfter] of [...row.kills, null].entries()) {
    const begun = ledger.nextRun()
    const upload = startUpload(row, stage)
    try {
      await unlessEnded(begun, upload)
      if (index === 0) link.begin()
      const end = await within(killAfter ?? limit - ledger.seconds(), upload)
      const played = { seconds: ledger.seconds(), longestWaitSeconds: ledger.longestWaitSeconds(), kills }
      if (end !== null) return { ...played, trouble: end.exitCode === 0 ? null : lastWords(end) }
      if (killAfter === null) return { ...played, trouble: `not done after ${played.seconds.toFixed(0)} s` }
      kills.push(ledger.now())
    } finally {
      upload.process.kill('SIGKILL')
      await upload.ended
    }
  }
  throw new Error('The last run has no kill')
}

const FIXED_SENDER = join(import.meta.dirname, 'fixed-sender.ts')

function startUpload({ sender }: Row, { bench, link, path }: Stage): RunningCli {
  if (sender === null) return bench.start(['upload', path, '--json'], { POLAR_SERVER: link.url })
  const words = ['--connections', sender.connections, '--part-bytes', sender.partBytes, path].map(String)
  return startScript([FIXED_SENDER, ...words], { ...bench.env, POLAR_SERVER: link.url })
}

type End = Awaited<RunningCli['ended']>

/** How it ended, or null when it still runs after so many seconds. */
async function within(seconds: number, { ended }: RunningCli): Promise<End | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), seconds * 1000)))
  try {
    return await Promise.race([ended, late, calledOff])
  } finally {
    clearTimeout(timer)
  }
}

const unlessEnded = (begun: Promise<void>, { ended }: RunningCli): Promise<void> =>
  Promise.race([
    begun,
    calledOff,
    ended.then((end) => {
      throw new Error(`The command line sent nothing and ${lastWords(end)}`)
    }),
  ])

const lastWords = ({ exitCode, signal, output, messages }: End): string =>
  `ended with ${exitCode ?? signal ?? 'nothing'}: ${`${output}${messages}`.trim().split('\n').at(-1) ?? ''}`

// An interrupt from the keyboard reaches this process too; it waits for its input to end.
process.on('SIGINT', () => undefined)
const calledOff = new Promise<never>((_, reject) => {
  process.stdin.on('end', () => reject(new Error('The command that wants this row is gone'))).resume()
})
calledOff.catch(() => undefined)
const [row = '', namespace = ''] = process.argv.slice(2)
const outcome = await runRow(JSON.parse(row) as Row, namespace === 'namespace')
process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0))
