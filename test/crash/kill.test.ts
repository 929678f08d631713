import { expect, test } from 'vitest'
import { runKillCycles } from './kill-cycles.ts'
import { KILL_STAGES } from './kill-stages.ts'

const KILLS_PER_STAGE = 12
const SEED = 1
/** Each takes about 15 seconds; none may depend on how fast a machine is. */
const LIMIT_MS = 240_000

test.each(KILL_STAGES.map((stage) => [stage.name, stage] as const))(
  'an upload of %s, killed again and again, arrives whole, and nothing stored is sent again',
  async (_name, stage) => {
    const figures = await runKillCycles({ stages: [stage], kills: KILLS_PER_STAGE, seed: SEED })

    expect(figures.violations).toEqual([])
    expect(figures.kills).toBeGreaterThanOrEqual(KILLS_PER_STAGE)
    expect(stage.phases.filter((phase) => figures.killsByPhase[phase] === 0)).toEqual([])
  },
  LIMIT_MS,
)

test('it is killed in every phase of an upload', () => {
  const phases = new Set(KILL_STAGES.flatMap((stage) => stage.phases))

  expect(phases).toEqual(new Set(['hashing', 'opening', 'uploading', 'last call', 'completing']))
})
