import { hash } from 'node:crypto'
import { isRestState } from './invariants/upload-mirror.ts'
import type { Violation } from './invariants/violation.ts'
import { befall } from './befall.ts'
import type { LifePlan } from './life-plan.ts'
import { SERVERS } from './organizations.ts'
import type { Tally } from './troubles.ts'
import { createUser, type User } from './user/user.ts'
import { createWorld, pathOf, type World } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** However unlucky a life was, everything has come to rest that long after its last trouble. */
const PATIENCE_MS = 6 * HOUR
/** How often the user sets right what rests unfinished before it counts as never ending. */
const ROUNDS = 6
/** A life takes a few hundred steps, one with ten thousand parts some hundred thousand. */
const MOST_STEPS = 400_000
/** When all of it is over, whole files go in that time. */
const HEALED_TRANSFER_MS = 30_000

/** How one life went. */
export interface LifeResult {
  readonly plan: LifePlan
  readonly violation: Violation | null
  readonly trace: readonly string[]
  /** Tells one trace from another. */
  readonly traceHash: string
  readonly tally: Tally
  readonly partsSent: number
  readonly partsSentAgain: number
  readonly uploads: Tally
  readonly virtualMs: number
}

/** How to live. */
export interface LifeOptions {
  /** How often to wait for whatever the app still does at a moment. Once is enough. */
  readonly drains?: number
}

let underway: World | null = null

// A promise nobody waits for is a crash of the real app; the life it belongs to is the one being lived.
process.on('unhandledRejection', (reason) => {
  const words = reason instanceof Error ? String(reason.stack) : String(reason)
  underway?.watch.violate('nothing unhandled', `A promise was rejected, and nobody knew: ${words}`)
})

/** Lives a plan from beginning to end, or to the first violation. */
export async function live(plan: LifePlan, { drains = 1 }: LifeOptions = {}): Promise<LifeResult> {
  const world = createWorld(plan)
  underway = world
  try {
    await createLife(world, drains).run()
  } finally {
    underway = null
    world.close()
  }
  const { watch, lines, troubles } = world
  const uploads: Tally = {}
  for (const { state } of watch.uploads.values()) uploads[state] = (uploads[state] ?? 0) + 1
  return {
    plan,
    violation: watch.violation,
    trace: lines,
    traceHash: hash('sha256', lines.join('\n')),
    tally: troubles.tally,
    uploads,
    partsSent: watch.partsSent,
    partsSentAgain: watch.partsSentAgain,
    virtualMs: world.time.now(),
  }
}

function createLife(world: World, drains: number): { run(): Promise<void> } {
  const { time, watch, plan } = world
  // Asked anew each time: what is lived in between changes it.
  const isWrong = (): boolean => watch.violation !== null
  const user = createUser(world)

  let steps = 0

  const drain = async (): Promise<void> => {
    for (let turn = 0; turn < drains; turn += 1) await new Promise(setImmediate)
  }
  /** Goes to the next thing due, does it, and lets the app do all it can do then. */
  const step = async (untilMs: number): Promise<boolean> => {
    let went = false
    try {
      went = time.step(untilMs)
    } catch (error) {
      watch.violate('nothing uncaught', error instanceof Error ? String(error.stack) : String(error))
    }
    await drain()
    steps += 1
    if (steps > MOST_STEPS) watch.violate('no spinning', `More than ${MOST_STEPS} steps`)
    watch.afterStep(world.process()?.disk.openFiles() ?? 0)
    return went && watch.violation === null
  }
  const goOnUntil = async (isThere: () => boolean, untilMs: number): Promise<boolean> => {
    await drain()
    while (!isThere()) if (!(await step(untilMs))) return isThere()
    return true
  }
  const isAtRest = (): boolean =>
    world.process() !== null && world.link.inFlight() === 0 && [...watch.shown.values()].every(isRestState)

  const quit = async (): Promise<void> => {
    let hasQuit = false
    user.quit(() => (hasQuit = true))
    if (!(await goOnUntil(() => hasQuit, time.now() + HOUR))) watch.violate('quits', 'The app does not end')
  }
  const settle = async (): Promise<void> => {
    for (let round = 0; round < ROUNDS; round += 1) {
      user.setRight()
      // Somebody who was asked answers within a minute, and the app needs a moment to begin.
      await goOnUntil(() => false, time.now() + 2 * MINUTE)
      if (!(await goOnUntil(isAtRest, time.now() + PATIENCE_MS))) break
      if ([...watch.shown.values()].every((state) => ['completed', 'canceled'].includes(state))) break
    }
    if (!isAtRest()) watch.violate('comes to rest', 'Something goes on for ever')
  }

  return {
    async run() {
      prepare(world, user)
      await goOnUntil(() => false, horizonOf(plan))
      if (isWrong()) return
      heal(world)
      await settle()
      if (isWrong()) return
      await quit()
      // What could not be stored, or tidied up, is put right by the next start, or by the user after it.
      const isSettled = [...watch.uploads.values()].every(({ state }) => state === 'completed')
      if (!isSettled && !isWrong()) {
        world.start()
        await settle()
        await goOnUntil(() => false, time.now() + 2 * MINUTE)
        if (!isWrong()) await quit()
      }
      if (!isWrong()) watch.atTheEnd()
    },
  }
}

/** Makes everything that happens at a moment due. */
function prepare(world: World, user: User): void {
  const { plan, time, disk } = world
  acceptTokens(world)
  plan.files.forEach(({ sizeBytes, addedAtMs }, file) => {
    disk.create(pathOf(plan, file), sizeBytes)
    time.after(addedAtMs, () => user.add(file))
  })
  for (const happening of plan.happenings) {
    if ('atMs' in happening) time.after(happening.atMs, () => befall({ world, user }, happening))
  }
  world.onStart((process) => user.meet(process))
  world.start()
}

function acceptTokens({ organizations, servers, tokens }: World): void {
  for (const organization of organizations.all) {
    servers.of(organization).accept(organization, tokens.current(organization))
  }
}

/** When the last trouble is over. */
function horizonOf({ files, happenings }: LifePlan): number {
  const ends = happenings.map((happening) => {
    if (!('atMs' in happening)) return 0
    if ('forMs' in happening) return happening.atMs + happening.forMs
    if ('againAfterMs' in happening) return happening.atMs + happening.againAfterMs
    return happening.atMs
  })
  return Math.max(1000, ...ends, ...files.map(({ addedAtMs }) => addedAtMs)) + 1000
}

/** All trouble is over: the network is fast, the servers are well, the user has the right token. */
function heal(world: World): void {
  const { plan, link, keychain, troubles } = world
  world.trace('all trouble is over')
  troubles.end()
  keychain.lock(false)
  acceptTokens(world)
  link.outage(null)
  SERVERS.forEach((_server, place) => link.serverDown(place, false))
  const totalBytes = plan.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  link.speedUp(Math.max(1, totalBytes / HEALED_TRANSFER_MS, 50_000) / plan.link.bytesPerMs)
  world.start()
}
