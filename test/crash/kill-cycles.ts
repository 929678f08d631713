import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createSeededRandom } from '../local-polar/seeded-random.ts'
import { makeTempFolder, sha256, type TempFolder } from '../support/temp-folder.ts'
import { liveAndDie, type KillLife, type Source, type Violation } from './kill-life.ts'
import type { KillStage } from './kill-stages.ts'
import { PHASES, type Phase } from './left-behind.ts'

/** How often to kill, and over what. */
export interface KillPlan {
  /** The stages in turn; every one at least once. */
  readonly stages: readonly KillStage[]
  readonly kills: number
  readonly seed: number
  /** Told after every life. */
  readonly onLife?: (life: KillLife, stage: KillStage) => void
}

/** What all of it came to. */
export interface KillFigures {
  readonly lives: number
  readonly runs: number
  readonly kills: number
  readonly killsByPhase: Readonly<Record<Phase, number>>
  /** Files compared, byte for byte. */
  readonly files: number
  readonly parts: number
  readonly partsSent: number
  readonly partsSentAgain: number
  readonly partsInFlightAtKills: number
  readonly sessions: number
  readonly sessionsNeverStored: number
  readonly sessionsOutlived: number
  /** With the life each is of, so that it can be found in the log. */
  readonly violations: readonly (Violation & { readonly life: number; readonly stage: string })[]
}

/** So many kills more, after the first, does a life have at most. */
const MOST_KILLS_MORE = 7
/** When a phase has not been hit after that many times the kills wanted, it will not be. */
const PATIENCE = 5

/**
 * Lives lives until there were enough kills, and at least one in every phase the stages are there for; the seed
 * decides when each run dies, as far as real processes can be decided about.
 */
export async function runKillCycles({ stages, kills, seed, onLife }: KillPlan): Promise<KillFigures> {
  using folder = makeTempFolder()
  const sources = new Map(stages.map((stage, index) => [stage, makeSources(stage, folder, index)]))
  const random = createSeededRandom(seed)
  const lives: { readonly stage: KillStage; readonly life: KillLife }[] = []
  const deaths = (): Phase[] => lives.flatMap(({ life }) => life.deaths)
  const isEnough = (): boolean => {
    const wanted = stages.flatMap((stage) => stage.phases)
    const all = deaths()
    const isAllHit = lives.length >= stages.length && wanted.every((phase) => all.includes(phase))
    return all.length >= (isAllHit ? kills : kills * PATIENCE)
  }
  while (!isEnough()) {
    const stage = stages[lives.length % stages.length] as KillStage
    const round = Math.floor(lives.length / stages.length)
    const first = stage.firstKills[round % stage.firstKills.length]
    if (first === undefined) throw new Error(`${stage.name} has no first kill`)
    const more = 1 + Math.floor(random() * MOST_KILLS_MORE)
    const life = await liveAndDie(stage, sources.get(stage) ?? [], {
      first,
      kills: more,
      seed: Math.floor(random() * 2 ** 32),
    })
    lives.push({ stage, life })
    onLife?.(life, stage)
  }
  return sumUp(lives)
}

/** The files of a stage; every life is about the same ones. */
function makeSources(stage: KillStage, folder: TempFolder, index: number): readonly Source[] {
  return stage.fileBytes.map((bytes, number) => {
    const path = folder.file(`stage-${index}-file-${number}.bin`, bytes, index * 100 + number)
    return { path, name: basename(path), sha256: sha256(readFileSync(path)) }
  })
}

function sumUp(lives: readonly { readonly stage: KillStage; readonly life: KillLife }[]): KillFigures {
  const sum = (of: (life: KillLife) => number): number =>
    lives.reduce((total, { life }) => total + of(life), 0)
  const deaths = lives.flatMap(({ life }) => life.deaths)
  const killsByPhase = Object.fromEntries(
    PHASES.map((phase) => [phase, deaths.filter((one) => one === phase).length]),
  ) as Record<Phase, number>
  return {
    lives: lives.length,
    runs: sum(({ runs }) => runs),
    kills: deaths.length,
    killsByPhase,
    files: lives.reduce((total, { stage }) => total + stage.fileBytes.length, 0),
    parts: sum(({ partCount }) => partCount),
    partsSent: sum(({ parts }) => parts.sent),
    partsSentAgain: sum(({ parts }) => parts.sentAgain),
    partsInFlightAtKills: sum(({ parts }) => parts.inFlightAtKills),
    sessions: sum(({ sessions }) => sessions.opened),
    sessionsNeverStored: sum(({ sessions }) => sessions.neverStored),
    sessionsOutlived: sum(({ sessions }) => sessions.outlived),
    violations: lives.flatMap(({ stage, life }, index) =>
      life.violations.map((violation) => ({ ...violation, life: index + 1, stage: stage.name })),
    ),
  }
}
