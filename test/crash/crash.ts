import { parseArgs } from 'node:util'
import { ensureFreshBuild } from '../support/fresh-build.ts'
import { runKillCycles, type KillFigures } from './kill-cycles.ts'
import { LONG_KILL_STAGES } from './kill-stages.ts'
import { PHASES } from './left-behind.ts'

// `npm run crash -- --cycles 500 --seed 1` kills the built command line that often and says what came of it.

const { values } = parseArgs({
  // npm takes the `--` before a script's own options away; whoever runs the file may still write it.
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    cycles: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
  },
})
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

function show(figures: KillFigures, seconds: number): void {
  const { killsByPhase, violations } = figures
  const byPhase = PHASES.map((phase) => `${phase} ${killsByPhase[phase]}`).join(', ')
  const corruptions = violations.filter(({ kind }) => kind === 'corruption').length
  say(`${figures.kills} kills of ${figures.runs} runs in ${figures.lives} lives, ${Math.round(seconds)} s`)
  say(`kills by phase: ${byPhase}`)
  const anew = figures.partsSent - figures.parts - figures.partsSentAgain
  say(`${figures.parts} parts in all; ${figures.partsInFlightAtKills} were in flight at a kill`)
  say(`${figures.partsSentAgain} sent again, ${anew} more times in sessions whose hour was over`)
  say(
    `${figures.sessions} sessions for ${figures.files} files: ${figures.sessionsNeverStored} more because a run died before it had stored them, ${figures.sessionsOutlived} because their hour was over`,
  )
  say(`${figures.files} files compared byte for byte, ${corruptions} corruptions`)
  for (const { life, stage, kind, what } of violations)
    say(`VIOLATION (${kind}) in life ${life}, ${stage}: ${what}`)
  say(`${violations.length} violations`)
}

ensureFreshBuild()
const startedAt = performance.now()
let lives = 0
let kills = 0
const figures = await runKillCycles({
  stages: LONG_KILL_STAGES,
  kills: Number(values.cycles),
  seed: Number(values.seed),
  onLife({ deaths, violations }, { name }) {
    lives += 1
    kills += deaths.length
    const bad = violations.length === 0 ? '' : `, ${violations.length} VIOLATIONS`
    say(`life ${lives}, ${name}: killed ${deaths.join(', ')}; ${kills} kills so far${bad}`)
  },
})
show(figures, (performance.now() - startedAt) / 1000)
process.exitCode = figures.violations.length === 0 ? 0 : 1
