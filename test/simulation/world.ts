import { Watch } from './invariants/watch.ts'
import type { LifePlan } from './life-plan.ts'
import { createOrganizations, type Organizations } from './organizations.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { createTroubles, type Troubles } from './troubles.ts'
import { createVirtualTime, type VirtualTime } from './virtual-clock.ts'
import { emptyFolder, type DataFolder } from './virtual-database.ts'
import { createVirtualDisk, type VirtualDisk } from './virtual-disk.ts'
import { createVirtualKeychain, type VirtualKeychain } from './virtual-keychain.ts'
import { createVirtualLink, type VirtualLink } from './virtual-link.ts'
import type { FileRecord } from './virtual-polar.ts'
import { startProcess, type Computer, type VirtualProcess } from './virtual-process.ts'
import { createVirtualServers, type VirtualServers } from './virtual-servers.ts'

/** Everything there is in one life: a computer with its user's files, a network, every Polar with its S3, and the app. */
export interface World {
  readonly plan: LifePlan
  readonly time: VirtualTime
  readonly disk: VirtualDisk
  readonly servers: VirtualServers
  readonly link: VirtualLink
  readonly keychain: VirtualKeychain
  readonly tokens: Tokens
  readonly organizations: Organizations
  readonly troubles: Troubles
  readonly watch: Watch
  readonly lines: readonly string[]
  /** Files the user has taken off the list, by their place in the plan. */
  readonly removed: Set<number>
  trace(what: string): void
  /** Null while the app is not running. */
  process(): VirtualProcess | null
  /** Starts the app on what it has left, unless it is running. */
  start(): void
  /** The app dies, and is started again after a while. */
  crash(restartAfterMs: number): void
  /** The app has ended in order. */
  exited(): void
  /** Called after every start. */
  onStart(hear: (process: VirtualProcess) => void): void
  /** Frees what the life has taken. */
  close(): void
}

/** Where the nth file of a plan is. */
export const pathOf = (plan: LifePlan, index: number): string =>
  `/files/${index}.${plan.files[index]?.extension ?? 'zip'}`

/** Makes the world of a plan; the app is not started yet. */
export function createWorld(plan: LifePlan): World {
  const time = createVirtualTime()
  const disk = createVirtualDisk(plan.findMs)
  const tokens = createTokens(plan.seed, plan.nameless)
  const organizations = createOrganizations(plan, tokens)
  const onCreated = (file: FileRecord): void => watch.created(file)
  const servers = createVirtualServers({ plan, time, tokens, organizations, onCreated })
  const lines: string[] = []
  const trace = (what: string): void => void lines.push(`${time.now()} ${what}`)
  const watch = new Watch({
    ...{ servers, organizations, tokens, disk, trace },
    nowMs: () => time.now(),
    isOut: (server) => link.isOut(server),
  })
  const troubles = createTroubles(plan, (cause) => watch.causes.add(cause))
  const link = createVirtualLink({
    ...{ time, servers, disk, traits: plan.link },
    faultFor(operation, token) {
      const fault = troubles.requestFault(operation)
      if (fault === 'unauthorized' || fault === 'forbidden') watch.tokenTrouble(tokens.organizationOf(token))
      if (fault !== null) watch.back.trouble()
      return fault
    },
  })
  const keychain = createVirtualKeychain((account, token) => watch.tokenKept(account, token))
  const buried: VirtualProcess[] = []
  let dataFolder = emptyFolder
  let process: VirtualProcess | null = null
  let hear: (process: VirtualProcess) => void = () => undefined

  const died = (left: DataFolder, restartAfterMs: number): void => {
    trace(`the app dies, and starts again in ${restartAfterMs} ms`)
    dataFolder = left
    process = null
    time.after(restartAfterMs, () => world.start())
  }
  const computer: Computer = {
    ...{ time, disk, keychain, link, watch, trace },
    diesHere: () => troubles.diesHere(),
    commitFate: () => troubles.commitFate(),
    readFault: (operation) => troubles.readFault(operation),
    onDeath: (left) => died(left, troubles.restartAfterMs()),
  }
  const world: World = {
    ...{ plan, time, disk, servers, link, keychain, tokens, organizations, troubles, watch, lines, trace },
    removed: new Set(),
    process: () => process,
    start() {
      if (process?.isAlive() === true) return
      trace('the app starts')
      const started = startProcess(computer, dataFolder, plan.seed * 31 + buried.length)
      buried.push(started)
      // It may have died while starting; then it is to be started once more already.
      if (!started.isAlive()) return
      process = started
      hear(started)
    },
    crash(restartAfterMs) {
      if (process === null) return
      died(process.kill(), restartAfterMs)
    },
    exited() {
      if (process === null) return
      trace('the app has ended')
      dataFolder = process.exit()
      process = null
    },
    onStart: (listener) => void (hear = listener),
    close() {
      for (const one of buried) {
        if (one.isAlive()) one.kill()
        one.bury()
      }
    },
  }
  return world
}
