import { FULL_SIZE_MIB, type BenchOptions } from './bench-options.ts'
import { engineWords } from './engine/engine-process.ts'
import { median, told, type Figure } from './figure.ts'
import type { Measured } from './measured.ts'
import { measureCommand } from './measured-run.ts'
import { makePayloadFolder, MiB } from './payload.ts'
import { PEER_HEADER, peerLine, plainRuns, runPeers, whoIsHere, type PeerRuns } from './peer-runs.ts'
import { AWS } from './peers/aws.ts'
import type { Peer } from './peers/peer.ts'
import { OURS } from './peers/ours.ts'
import { RCLONE } from './peers/rclone.ts'
import { S3CMD } from './peers/s3cmd.ts'
import { ratios } from './rounds.ts'
import { startReceiver } from './server/receiver.ts'
import { callsPerMinute } from '../../app/polar/api-budget.ts'

const KiB = 1024

interface Crowd {
  readonly count: number
  readonly sizeBytes: number
  /** How many rounds of the five there would be. */
  readonly share: number
}

// Ten thousand files take some peers minutes.
const CROWDS: readonly Crowd[] = [
  { count: 10_000, sizeBytes: 10 * KiB, share: 0.2 },
  { count: 1_000, sizeBytes: MiB, share: 1 },
]

/** Ours, as fast as its own work lets it be. */
const OURS_UNBOUND: Peer = {
  ...OURS,
  name: 'polar-uploader, not held back',
  variants: [
    {
      name: 'as it is',
      send({ path, receiver, folder }) {
        return measureCommand({ words: engineWords({ receiver, paths: [path], dataFolder: folder }), folder })
      },
    },
  ],
}

/** Many files, in a folder, against the peers that take one. S3 takes one request for a file, Polar three. */
export async function benchManyFiles(options: BenchOptions): Promise<Measured> {
  const { present, versions, missing } = whoIsHere([OURS_UNBOUND, RCLONE, AWS, S3CMD])
  const lines: string[] = [...missing, limitLine()]
  const figures: Figure[] = []
  const runs: unknown[] = []
  for (const crowd of CROWDS) {
    const { all, title, payloadBytes } = await runCrowd(present, crowd, options)
    lines.push(`     | ${title}`, PEER_HEADER, ...all.map((peer) => peerLine(peer, payloadBytes)))
    figures.push(...figuresOf(all, title))
    runs.push({ title, peers: plainRuns(all) })
  }
  return { lines, figures, runs, versions }
}

const limitLine = (): string =>
  `     | in earnest the app makes ${callsPerMinute('https://api.polar.sh')} calls to Polar a minute, two for a file; here it is not held back`

async function runCrowd(peers: readonly Peer[], { count, sizeBytes, share }: Crowd, options: BenchOptions) {
  const scaled = Math.max(20, Math.round((count * Math.min(options.sizeMiB, FULL_SIZE_MIB)) / FULL_SIZE_MIB))
  const payloadBytes = scaled * sizeBytes
  await using receiver = await startReceiver()
  using payload = makePayloadFolder(payloadBytes)
  const path = payload.folderOf('many', scaled, sizeBytes)
  const trialPath = payload.folderOf('trial', Math.ceil(scaled / 20), sizeBytes)
  const rounds = Math.max(1, Math.round(options.runs * share))
  const all = await runPeers(peers, { payload, receiver, trialPath, path }, rounds)
  return { all, title: `${scaled} files of ${sizeBytes / KiB} KiB`, payloadBytes }
}

function figuresOf(all: readonly PeerRuns[], title: string): readonly Figure[] {
  const [ours, ...others] = all
  if (ours === undefined) return []
  return others.map(({ peer, runs }) =>
    told(
      `${title}: time, against ${peer.name}`,
      median(ratios(ours.runs, runs, (run) => run.seconds)),
      'times',
    ),
  )
}
