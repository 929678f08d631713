import { get } from 'node:http'
import { join } from 'node:path'
import { createSeededRandom } from '../local-polar/seeded-random.ts'
import { startLocalPolar, type LocalPolar } from '../local-polar/local-polar.ts'
import { startCli, type CliResult } from '../support/command-line.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import { anyMoment, armKill, type KillMoment } from './kill-moment.ts'
import type { KillStage } from './kill-stages.ts'
import { filesHolding, lookInto, phaseOf, type LeftBehind, type Phase } from './left-behind.ts'
import { createPartWatch, type PartFigures } from './part-watch.ts'
import { createSessionWatch, type SessionFigures } from './session-watch.ts'

/** A file to upload, and the SHA-256, hex, of what must be in Polar in the end. */
export interface Source {
  readonly path: string
  readonly name: string
  readonly sha256: string
}

/** What must not have happened. */
export interface Violation {
  /** `corruption`: what Polar serves in the end is not each file once, byte for byte. */
  readonly kind: 'corruption' | 'database' | 'parts' | 'sessions' | 'secrets' | 'end'
  readonly what: string
}

/** How one command, killed and given again until it was done, went. */
export interface KillLife {
  readonly runs: number
  /** What each of its runs that was killed was at. */
  readonly deaths: readonly Phase[]
  readonly parts: PartFigures
  readonly sessions: SessionFigures
  /** Parts of the files as they are in Polar. */
  readonly partCount: number
  readonly violations: readonly Violation[]
}

const HOUR_SECONDS = 3600
/** How much of the hour is left once the servers' clock is put forward: the last call came ten seconds ago. */
const LAST_CALL_LEAVES_MS = 110_000
/** No more parts are in flight than there are slots, and at the last call, when all begin at once, than there may be. */
const MOST_IN_FLIGHT = 16
const MOST_IN_FLIGHT_AT_LAST_CALL = 64
/** A command that still has not done its work after so many runs that nobody disturbed never will. */
const MOST_UNDISTURBED = 6
/** All a run may say to a person: that it found the file in Polar. */
const EXPECTED_MESSAGES = /^(.*: Already in Polar, unchanged since it was uploaded\.\n|Use --again to .*\n)*$/

/** When the runs of a life die: the first at a certain moment, or at any, so many more at any. */
export interface LifePlan {
  readonly first: KillMoment | 'any'
  readonly kills: number
  readonly seed: number
}

/** Gives the command, kills it at that moment and then `kills` more times, and gives it again until it is done. */
export async function liveAndDie(
  stage: KillStage,
  sources: readonly Source[],
  { first, kills, seed }: LifePlan,
): Promise<KillLife> {
  using folder = makeTempFolder()
  const polar = await startLocalPolar({ dataFolder: join(folder.path, 'polar'), ...stage.polar })
  try {
    stage.faults.forEach((fault) => polar.addFault(fault))
    const life = createLife({ stage, sources, polar, folder: folder.path })
    const random = createSeededRandom(seed)
    const others = Array.from({ length: kills }, () => anyMoment(random))
    const moments = [first === 'any' ? anyMoment(random) : first, ...others]
    for (let undisturbed = 0; undisturbed < MOST_UNDISTURBED;) {
      const moment = moments.shift() ?? null
      if (moment === null) undisturbed += 1
      if (await life.run(moment)) break
    }
    return await life.end()
  } finally {
    await polar.stop()
  }
}

interface Setting {
  readonly stage: KillStage
  readonly sources: readonly Source[]
  readonly polar: LocalPolar
  readonly folder: string
}

interface Life {
  /** Gives the command once; true when nothing is left to do. */
  run(moment: KillMoment | null): Promise<boolean>
  /** Compares and sums up. */
  end(): Promise<KillLife>
}

function createLife({ stage, sources, polar, folder }: Setting): Life {
  const dataFolder = join(folder, 'data')
  const violations: Violation[] = []
  const violate = (kind: Violation['kind'], what: string): void => void violations.push({ kind, what })
  const lifetimeSeconds = stage.polar.urlLifetimeSeconds ?? HOUR_SECONDS
  const parts = createPartWatch((what) => violate('parts', what))
  const sessions = createSessionWatch(polar, lifetimeSeconds, (what) => violate('sessions', what))
  const clock = putForwardAtLastCall(polar, stage.lastCallAfterParts)
  const deaths: Phase[] = []
  let runs = 0

  polar.onRequest((event) => {
    parts.hear(event)
    sessions.hear(event)
  })
  const start = () =>
    startCli(['upload', ...sources.map(({ path }) => path), '--json'], {
      HOME: folder,
      POLAR_SERVER: polar.url,
      POLAR_ACCESS_TOKEN: polar.token,
      POLAR_UPLOADER_DATA: dataFolder,
    })
  const look = (): LeftBehind => {
    const left = lookInto(dataFolder)
    for (const what of left.damage) violate('database', what)
    // What is secret in a token is what follows the part that all of them begin with.
    const secret = polar.token.replace(/^polar_oat_/, '')
    for (const path of filesHolding(dataFolder, secret)) violate('secrets', `the token is in ${path}`)
    return left
  }
  const died = (result: CliResult, diedAt: number): void => {
    const left = look()
    const phase = hasBegun(result) ? phaseOf(left, diedAt) : 'starting'
    deaths.push(phase)
    sessions.ended(true, left.fileIds)
    const inFlight = parts.ended(left.recorded)
    const most = clock.isLastCall() || phase === 'last call' ? MOST_IN_FLIGHT_AT_LAST_CALL : MOST_IN_FLIGHT
    if (inFlight > most) violate('parts', `${inFlight} parts were in flight at once`)
  }
  return {
    async run(moment) {
      runs += 1
      const cli = start()
      const callOff = moment === null ? () => undefined : armKill(cli, moment, { polar, ...clock })
      const result = await cli.ended
      const diedAt = clock.serverNow()
      callOff()
      await untilHeard(polar)
      if (!EXPECTED_MESSAGES.test(result.messages)) violate('end', `it said: ${result.messages}`)
      if (result.signal === 'SIGKILL') {
        died(result, diedAt)
        return false
      }
      const left = look()
      sessions.ended(false, left.fileIds)
      parts.ended(left.recorded)
      if (result.exitCode === 0) return true
      if (!isOutOfTime(result, lifetimeSeconds)) violate('end', describe(result))
      return false
    },
    async end() {
      for (const what of await differences(polar, sources)) violate('corruption', what)
      for (const path of filesHolding(dataFolder, 'X-Amz-Signature')) {
        violate('secrets', `a presigned URL outlives its upload in ${path}`)
      }
      return {
        ...{ runs, deaths, violations },
        parts: parts.figures(),
        sessions: sessions.figures(),
        partCount: look().recorded.size,
      }
    },
  }
}

/** Says whether a run has got further than finding its uploads as the one before had left them. */
function hasBegun({ output }: CliResult): boolean {
  const told = [...output.matchAll(/^\{"event":"state","id":"([^"]*)"/gm)].map(([, id]) => id)
  return new Set(told).size < told.length
}

/** Where the hour is short, an upload that was killed too often runs out of it; the next run begins another. */
const isOutOfTime = ({ exitCode, output }: CliResult, lifetimeSeconds: number): boolean =>
  lifetimeSeconds < HOUR_SECONDS && exitCode === 1 && output.includes('"code":"session-expired"')

const describe = ({ exitCode, signal, output, messages }: CliResult): string =>
  `it ended with ${exitCode ?? signal ?? 'nothing'}: ${messages}${output.split('\n').slice(-3).join(' ')}`

/** What Polar has in the end, as far as it is not each file once, byte for byte. */
async function differences(polar: LocalPolar, sources: readonly Source[]): Promise<readonly string[]> {
  const complete = polar.files().filter((file) => file.is_uploaded && file.deleted_at === null)
  const found = await Promise.all(
    sources.map(async ({ name, sha256 }) => {
      const copies = complete.filter((file) => file.name === name)
      const [file] = copies
      if (copies.length !== 1 || file === undefined) return `${name} is in Polar ${copies.length} times`
      return (await polar.checksum(file.id)) === sha256 ? null : `${name} has other bytes in Polar`
    }),
  )
  const others = complete.length - sources.length
  return [...found, others > 0 ? `${others} more files are in Polar` : null].filter((what) => what !== null)
}

/** The servers' clock: as this computer's until it is put forward, once, when so many parts are stored. */
function putForwardAtLastCall(polar: LocalPolar, afterParts: number | null) {
  let offsetMs = 0
  let stored = 0
  const serverNow = (): number => Date.now() + offsetMs
  if (afterParts !== null) {
    polar.onRequest(({ operation, kind }) => {
      if (operation !== 'part' || kind !== 'committed') return
      stored += 1
      const openedAt = Math.max(...polar.files().map(({ created_at }) => created_at))
      if (stored !== afterParts) return
      offsetMs = openedAt + HOUR_SECONDS * 1000 - LAST_CALL_LEAVES_MS - Date.now()
      polar.setClockOffset(offsetMs)
    })
  }
  return { serverNow, isLastCall: () => offsetMs > 0 }
}

/** How often the local Polar is asked until all that a process had sent before it died has been read. */
const ROUND_TRIPS = 3

/**
 * Waits until the local Polar has heard of every request that left a process before it died: connections are accepted
 * in their order, and whatever waits in one is read before the next round trip is over.
 */
async function untilHeard(polar: LocalPolar): Promise<void> {
  for (let trip = 0; trip < ROUND_TRIPS; trip += 1) {
    await new Promise<void>((resolve, reject) => {
      get(`${polar.url}/control/counts`, { agent: false }, (response) => {
        response.resume().on('end', resolve)
      }).on('error', reject)
    })
  }
}
