import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { median } from './figure.ts'
import type { PayloadFolder } from './payload.ts'
import type { Peer, PeerUse, Variant } from './peers/peer.ts'
import { inRounds } from './rounds.ts'
import type { Receiver } from './server/receiver.ts'

/** One run of a peer. */
export interface PeerRun extends PeerUse {
  /** All bytes that came in, heads of requests included. */
  readonly wireBytes: number
  readonly requests: number
}

/** A peer with all its runs, at its best. */
export interface PeerRuns {
  readonly peer: Peer
  readonly variant: string
  readonly runs: readonly PeerRun[]
}

/** Who is here, and what to say of who is not. */
export interface Attendance {
  readonly present: readonly Peer[]
  readonly versions: Readonly<Record<string, string>>
  readonly missing: readonly string[]
}

/** Asks each for its version. */
export function whoIsHere(peers: readonly Peer[]): Attendance {
  const present: Peer[] = []
  const missing: string[] = []
  const versions: Record<string, string> = {}
  for (const peer of peers) {
    try {
      versions[peer.name] = peer.version()
      present.push(peer)
    } catch (error) {
      missing.push(absence(peer, error))
    }
  }
  return { present, versions, missing }
}

/** What is said of a peer that cannot be measured. */
const absence = (peer: Peer, error: unknown): string =>
  `     | ${peer.name}: not measured. ${error instanceof Error ? error.message : String(error)}`

/** What peers send, and to whom. */
export interface Course {
  readonly payload: PayloadFolder
  readonly receiver: Receiver
  /** What is sent to find out which way of a peer's is its best. */
  readonly trialPath: string
  readonly path: string
}

/** Finds each peer's best way, then has all of them send in rounds. */
export async function runPeers(
  peers: readonly Peer[],
  course: Course,
  rounds: number,
): Promise<readonly PeerRuns[]> {
  const chosen: { peer: Peer; variant: Variant }[] = []
  for (const peer of peers) chosen.push({ peer, variant: await bestVariant(peer, course) })
  const subjects = Object.fromEntries(
    chosen.map(({ peer, variant }) => [peer.name, () => runOnce(variant, course, course.path)]),
  )
  const runs = await inRounds(subjects, rounds)
  return chosen.map(({ peer, variant }) => ({ peer, variant: variant.name, runs: runs[peer.name] ?? [] }))
}

async function bestVariant(peer: Peer, course: Course): Promise<Variant> {
  const [first, ...others] = peer.variants
  if (first === undefined) throw new Error(`${peer.name} has no way to send`)
  if (others.length === 0) return first
  let best = { variant: first, seconds: Infinity }
  for (const variant of peer.variants) {
    process.stderr.write(`  trying ${peer.name}, ${variant.name}\n`)
    const { seconds } = await runOnce(variant, course, course.trialPath)
    if (seconds < best.seconds) best = { variant, seconds }
  }
  return best.variant
}

/** Runs a peer once, on a folder of its own. */
export async function runOnce(
  variant: Variant,
  { payload, receiver }: Course,
  path: string,
): Promise<PeerRun> {
  const folder = payload.emptyFolder()
  const authorityPath = receiver.authority === null ? null : join(folder, 'authority.pem')
  if (authorityPath !== null) writeFileSync(authorityPath, receiver.authority ?? '')
  await receiver.takeTraffic()
  const use = await variant.send({ path, receiver, authorityPath, folder })
  const { bytes, requests } = await receiver.traffic()
  return { ...use, wireBytes: bytes, requests }
}

/** The middle of a peer's runs. */
export const medianOf = ({ runs }: PeerRuns, measure: (run: PeerRun) => number): number =>
  median(runs.map(measure))

/** A peer as a line of the table, under `PEER_HEADER`. */
export function peerLine(peer: PeerRuns, payloadBytes: number): string {
  const gigabytes = payloadBytes / 1e9
  const seconds = medianOf(peer, (run) => run.seconds)
  const cells = [
    seconds.toFixed(2),
    (gigabytes / seconds).toFixed(2),
    (medianOf(peer, (run) => run.cpuSeconds) / gigabytes).toFixed(2),
    (medianOf(peer, (run) => run.peakBytes) / 1e6).toFixed(0),
    (medianOf(peer, (run) => run.wireBytes) / payloadBytes).toFixed(4),
    medianOf(peer, (run) => run.requests).toFixed(0),
  ]
  const name = `${peer.peer.name}, ${peer.variant}`
  return `     | ${name.padEnd(44)} | ${cells.map((cell) => cell.padStart(8)).join(' | ')} | ${peer.peer.checksums}`
}

/** What the columns of `peerLine` are. */
export const PEER_HEADER = `     | ${'median'.padEnd(44)} | ${[
  's',
  'GB/s',
  'CPU s/GB',
  'peak MB',
  'wire',
  'requests',
]
  .map((cell) => cell.padStart(8))
  .join(' | ')} | checksums`

/** The runs as plain data. */
export const plainRuns = (all: readonly PeerRuns[]): unknown =>
  all.map(({ peer, variant, runs }) => ({ peer: peer.name, variant, checksums: peer.checksums, runs }))
