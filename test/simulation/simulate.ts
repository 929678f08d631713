import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { planLife } from './life-plan.ts'
import { live, type LifeResult } from './life.ts'
import { liveMany, together, type LivesRange, type LivesReport } from './many-lives.ts'
import { shrink } from './shrink.ts'

// `npm run simulate -- --lives 200000` lives that many lives; `-- --seed N` lives one again and shows how it went.

/** How many violations are shown whole. */
const MOST_SHOWN = 3

const { values } = parseArgs({
  // npm takes the `--` before a script's own options away; whoever runs the file may still write it.
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    seed: { type: 'string' },
    lives: { type: 'string', default: '5000' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    until: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

function show({ plan, trace, violation, uploads, tally, traceHash }: LifeResult): void {
  say(`seed ${plan.seed}: ${JSON.stringify(plan)}`)
  trace.forEach(say)
  say(
    `uploads ${JSON.stringify(uploads)}, troubles ${JSON.stringify(tally)}, trace ${traceHash.slice(0, 16)}`,
  )
  say(violation === null ? 'no violation' : `VIOLATION of “${violation.invariant}”: ${violation.message}`)
}

async function liveOne(seed: number): Promise<number> {
  const result = await live(planLife(seed))
  show(result.violation === null ? result : await shrink(result.plan, result.violation.invariant))
  return result.violation === null ? 0 : 1
}

async function work(range: LivesRange): Promise<LivesReport> {
  const worker: ChildProcess = fork(import.meta.filename, ['--lives', '0'], { env: process.env })
  worker.send(range)
  const [report] = (await Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(([code]) =>
      Promise.reject(new Error(`A worker ended early (${String(code)})`)),
    ),
  ])) as [LivesReport]
  worker.disconnect()
  return report
}

function summarize(report: LivesReport, seconds: number): void {
  const { lives, livedTwice, violations, troubles, uploads, partsSent, partsSentAgain, virtualHours } = report
  const list = (tally: Record<string, number>): string =>
    Object.entries(tally)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
  say(
    `${lives} lives in ${seconds.toFixed(1)} s, ${(lives / seconds).toFixed(0)} a second; ${livedTwice} twice`,
  )
  say(
    `${Math.round(virtualHours)} hours of virtual time, ${partsSent} parts sent, ${partsSentAgain} of them again`,
  )
  say(`uploads: ${list(uploads)}`)
  say(`troubles: ${list(troubles)}`)
  say(`${violations.length} violations`)
}

async function liveAll(): Promise<number> {
  const [lives, from, workers] = [Number(values.lives), Number(values.from), Number(values.workers)]
  const startedAt = performance.now()
  const shares = Array.from({ length: workers }, (_, index) => ({
    from: from + index,
    lives: Math.floor((lives + workers - 1 - index) / workers),
    stride: workers,
    until: values.until ?? null,
  }))
  const reports =
    workers === 1 ? [await liveMany(shares[0] as LivesRange)] : await Promise.all(shares.map(work))
  const report = together(reports)
  if (values.json) {
    say(JSON.stringify(report))
    return report.violations.length === 0 ? 0 : 1
  }
  for (const { seed, violation } of report.violations.slice(0, MOST_SHOWN)) {
    say(`── seed ${seed}, shrunk ${'─'.repeat(40)}`)
    show(await shrink(planLife(seed), violation.invariant))
  }
  for (const { seed, violation } of report.violations) {
    say(`seed ${seed}: ${violation.invariant}: ${violation.message.split('\n')[0] ?? ''}`)
  }
  summarize(report, (performance.now() - startedAt) / 1000)
  return report.violations.length === 0 ? 0 : 1
}

if (process.send !== undefined && values.lives === '0') {
  // Whoever wanted to know is gone.
  process.once('disconnect', () => process.exit())
  const [range] = (await once(process, 'message')) as [LivesRange]
  process.send(await liveMany(range))
} else {
  process.exitCode = await (values.seed === undefined ? liveAll() : liveOne(Number(values.seed)))
}
