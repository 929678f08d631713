import { assembleApp, type App } from '../../app/assemble-app.ts'
import type { UploadEvents } from '../../app/contract/upload-api.ts'
import { EVENTS } from '../../app/contract/upload-api.ts'
import type { Log, Random } from '../../app/ports.ts'
import { createSeededRandom } from '../local-polar/seeded-random.ts'
import { createManualComputer, type ManualComputer } from '../support/manual-computer.ts'
import type { Watch } from './invariants/watch.ts'
import type { ReadFault } from './disk-troubles.ts'
import type { CommitFault } from './life-plan.ts'
import type { ProcessClock, VirtualTime } from './virtual-clock.ts'
import { openVirtualDatabase, type DataFolder, type VirtualDatabase } from './virtual-database.ts'
import type { MountedDisk, VirtualDisk } from './virtual-disk.ts'
import type { VirtualKeychain } from './virtual-keychain.ts'
import type { VirtualLink } from './virtual-link.ts'

/** The computer a process runs on, and what may befall it there. */
export interface Computer {
  readonly time: VirtualTime
  readonly disk: VirtualDisk
  readonly keychain: VirtualKeychain
  readonly link: VirtualLink
  readonly watch: Watch
  readonly trace: (what: string) => void
  /** Counts a call or an answer at a port; says whether the process is to die there. */
  readonly diesHere: () => boolean
  readonly commitFate: () => { readonly fault: CommitFault | null; readonly dies: 'before' | 'after' | null }
  readonly readFault: (operation: 'open' | 'identity' | 'read' | 'checksums') => ReadFault | null
  /** The process has died at such an occasion; `left` is what is in its data folder. */
  readonly onDeath: (left: DataFolder) => void
}

/** The app as a process on the simulated computer. */
export interface VirtualProcess {
  readonly app: App
  readonly clock: ProcessClock
  readonly disk: MountedDisk
  /** Tells it of what befalls the computer. */
  readonly computer: ManualComputer
  isAlive(): boolean
  /** Ends it here and now, in the middle of whatever it does; gives what is in its data folder. */
  kill(): DataFolder
  /** After an orderly end. */
  exit(): DataFolder
  /** Frees what it took of this computer. Only once nothing of it can run any more. */
  bury(): void
}

const KEYCHAIN_MS = 3

/** Starts the app on what was left in its data folder. */
export function startProcess(computer: Computer, dataFolder: DataFolder, seed: number): VirtualProcess {
  const { time, watch, link } = computer
  const clock = time.startProcess()
  let alive = true

  const end = (): DataFolder => {
    alive = false
    clock.end()
    link.cutAll()
    watch.processEnded()
    return database.snapshot()
  }
  const occasion = (): void => {
    // In the middle of a transaction nothing of it is in the data folder yet: it counts as the moment before.
    if (alive && !database.isInTransaction() && computer.diesHere()) computer.onDeath(end())
  }
  const pause = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      const goOn = (): void => {
        occasion()
        if (alive) resolve()
      }
      if (delayMs === 0) goOn()
      else time.after(delayMs, goOn)
    })
  const database = openGuarded(computer, dataFolder, {
    isAlive: () => alive,
    die: () => computer.onDeath(end()),
  })
  watch.processStarted({ monotonic: () => clock.monotonic(), db: database })
  const told = createManualComputer()
  const disk = computer.disk.mount({ pause, faultFor: computer.readFault })
  const user = { watch: { ...watchOf(watch), trace: computer.trace }, isAlive: () => alive, occasion }
  const app = assembleApp({
    db: database.db,
    sources: disk,
    keychain: computer.keychain.openFor(() => pause(KEYCHAIN_MS)),
    http: link.openFor(user),
    computer: told,
    clock,
    random: createRandom(seed),
    log: createLog(computer, () => alive),
    notices: [],
  })
  for (const name of EVENTS) {
    app.on(name, (payload: UploadEvents[typeof name]) => {
      if (alive) watch.published(name, payload)
    })
  }
  return {
    ...{ app, clock, disk, computer: told },
    isAlive: () => alive,
    kill: end,
    exit: end,
    bury: () => database.close(),
  }
}

const watchOf = (watch: Watch): Pick<Watch, 'requestStarted' | 'requestEnded'> => ({
  requestStarted: (request) => watch.requestStarted(request),
  requestEnded: (request, outcome) => watch.requestEnded(request, outcome),
})

interface Lifeline {
  readonly isAlive: () => boolean
  readonly die: () => void
}

function openGuarded(
  computer: Computer,
  dataFolder: DataFolder,
  { isAlive, die }: Lifeline,
): VirtualDatabase {
  let dies: 'before' | 'after' | null = null
  return openVirtualDatabase(dataFolder, {
    before() {
      if (!isAlive()) return null
      const fate = computer.commitFate()
      dies = fate.dies
      if (dies === 'before') die()
      if (!isAlive()) return null
      if (fate.fault !== null) computer.trace(`a commit meets ${fate.fault}`)
      return fate.fault
    },
    after(notes, missed) {
      if (!isAlive()) return
      computer.watch.committed(notes, missed)
      if (dies === 'after') die()
    },
  })
}

function createRandom(seed: number): Random {
  const next = createSeededRandom(seed)
  const hex = (digits: number): string => {
    let text = ''
    while (text.length < digits) text += Math.floor(next() * 16).toString(16)
    return text
  }
  return { next, uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` }
}

function createLog({ trace, watch }: Computer, isAlive: () => boolean): Log {
  const hear = (level: string, message: string, details: unknown): void => {
    if (!isAlive()) return
    trace(`log ${level}: ${message}${details instanceof Error ? `: ${details.message}` : ''}`)
    watch.keepsSecrets('the log', [message, details])
  }
  return {
    info: (message, details) => hear('info', message, details),
    warn: (message, details) => hear('warn', message, details),
    error(message, error) {
      hear('error', message, error)
      if (isAlive()) watch.violate('no bugs', `Logged as an error: ${message}: ${String(error)}`)
    },
  }
}
