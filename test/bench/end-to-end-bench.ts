import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startDesktopSession } from '../support/desktop-session.ts'
import { electronBinary } from '../support/electron-binary.ts'
import { AWS } from './peers/aws.ts'
import type { BenchOptions } from './bench-options.ts'
import { CURL } from './peers/curl.ts'
import { dashboardIn } from './peers/dashboard.ts'
import { atLeast, atMost, median, told, type Figure } from './figure.ts'
import { LIB_STORAGE } from './peers/lib-storage.ts'
import type { Measured } from './measured.ts'
import { sendWithCli, OURS } from './peers/ours.ts'
import { makePayloadFolder, MiB, type PayloadFolder } from './payload.ts'
import type { Peer } from './peers/peer.ts'
import {
  medianOf,
  PEER_HEADER,
  peerLine,
  plainRuns,
  runPeers,
  whoIsHere,
  type PeerRuns,
} from './peer-runs.ts'
import { RAW } from './peers/raw.ts'
import { RCLONE } from './peers/rclone.ts'
import { ratios } from './rounds.ts'
import { S3CMD } from './peers/s3cmd.ts'
import { startReceiver, type Receiver } from './server/receiver.ts'

/** What a trial sends at most. */
const TRIAL_MIB = 1024

const PEERS: readonly Peer[] = [OURS, RCLONE, AWS, S3CMD, LIB_STORAGE, CURL, RAW]

/** One large file, from the command to completed, hashing included: ours against everything else that can. */
export async function benchEndToEnd({ runs, sizeMiB }: BenchOptions): Promise<Measured> {
  const electron = await electronBinary({ allowThirdParty: true })
  const desktop = await startDesktopSession()
  try {
    return await compare([...PEERS, dashboardIn(electron, desktop)], { runs, sizeMiB, tls: false })
  } finally {
    await desktop.stop()
  }
}

/** The same over TLS, against whoever can be told of a certificate. */
export const benchTls = ({ runs, sizeMiB }: BenchOptions): Promise<Measured> =>
  compare(
    PEERS.filter((peer) => peer !== RAW),
    { runs, sizeMiB, tls: true },
  )

async function compare(
  peers: readonly Peer[],
  { runs, sizeMiB, tls }: { readonly runs: number; readonly sizeMiB: number; readonly tls: boolean },
): Promise<Measured> {
  const { present, versions, missing } = whoIsHere(peers)
  await using receiver = await startReceiver({ tls })
  using payload = makePayloadFolder(sizeMiB * MiB)
  const path = payload.file('payload.bin', sizeMiB * MiB)
  const trialPath = payload.file('trial.bin', Math.min(sizeMiB, tls ? 256 : TRIAL_MIB) * MiB)
  const idle = await benchIdle(receiver, payload)
  const all = await runPeers(present, { payload, receiver, trialPath, path }, runs)
  const lines = [PEER_HEADER, ...all.map((peer) => peerLine(peer, sizeMiB * MiB)), ...missing]
  const figures = figuresOf(all, { sizeBytes: sizeMiB * MiB, idleBytes: idle, tls })
  return { lines, figures, runs: plainRuns(all), versions }
}

/** What the command line holds when there is next to nothing to do. */
async function benchIdle(receiver: Receiver, payload: PayloadFolder): Promise<number> {
  const folder = payload.emptyFolder()
  const authorityPath = receiver.authority === null ? null : join(folder, 'authority.pem')
  if (authorityPath !== null) writeFileSync(authorityPath, receiver.authority ?? '')
  const path = payload.file('one-byte.bin', 1)
  return (await sendWithCli({ path, receiver, authorityPath, folder })).peakBytes
}

interface Circumstances {
  readonly sizeBytes: number
  readonly idleBytes: number
  readonly tls: boolean
}

function figuresOf(all: readonly PeerRuns[], circumstances: Circumstances): readonly Figure[] {
  const ours = all.find(({ peer }) => peer === OURS)
  if (ours === undefined) throw new Error('Nothing of ours was measured')
  const others = all.filter(({ peer }) => peer !== OURS)
  const dashboard = others.find(({ peer }) => peer.name.includes('dashboard'))
  const [fastest] = others
    .filter((one) => one.peer.splits && one !== dashboard)
    .toSorted((a, b) => medianOf(a, (run) => run.seconds) - medianOf(b, (run) => run.seconds))
  return [
    ...(fastest === undefined
      ? []
      : [timesAsFast(ours, fastest, `the fastest that splits, ${fastest.peer.name}`, 1.3)]),
    ...(dashboard === undefined ? [] : [timesAsFast(ours, dashboard, 'the dashboard’s way', 5)]),
    ...ownFigures(
      ours,
      all.find(({ peer }) => peer === CURL),
      circumstances,
    ),
  ]
}

const timesAsFast = (ours: PeerRuns, other: PeerRuns, name: string, least: number): Figure =>
  atLeast(`as fast as ${name}`, median(ratios(other.runs, ours.runs, (run) => run.seconds)), 'times', least)

function ownFigures(
  ours: PeerRuns,
  curl: PeerRuns | undefined,
  { sizeBytes, idleBytes, tls }: Circumstances,
): readonly Figure[] {
  const detail = (name: string): number => medianOf(ours, (run) => run.details?.[name] ?? NaN)
  const sendingCpu = (run: {
    readonly details?: Readonly<Record<string, number>>
    readonly cpuSeconds: number
  }) => run.details?.sendingCpuSeconds ?? run.cpuSeconds
  const perCpuSecond = curl === undefined ? NaN : median(ratios(curl.runs, ours.runs, sendingCpu))
  const above = (medianOf(ours, (run) => run.peakBytes) - idleBytes) / 1e6
  const name = tls ? 'over TLS: ' : ''
  return [
    told(`${name}before hashing starts`, detail('startSeconds'), 's'),
    told(`${name}hashing`, sizeBytes / 1e9 / detail('hashingSeconds'), 'GB/s'),
    told(`${name}sending`, sizeBytes / 1e9 / detail('sendingSeconds'), 'GB/s'),
    told(`${name}from completed to the end of the process`, detail('endSeconds'), 's'),
    atMost(`${name}first byte on the wire after hashing`, detail('firstByteAfterHashingMs'), 'ms', 100),
    atLeast(`${name}bytes sent in a CPU second, against curl`, perCpuSecond, 'times', 0.8),
    atMost(`${name}peak memory above that of a file of one byte`, above, 'MB', 60),
  ]
}
