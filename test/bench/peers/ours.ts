import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_FOLDER } from '../../support/fresh-build.ts'
import { measureCommand } from '../measured-run.ts'
import { cpuSecondsOf } from '../process-time.ts'
import type { Peer, PeerUse, Sending } from './peer.ts'

const CLI = join(PROJECT_FOLDER, 'out', 'main', 'cli.js')

/** The built command line, from the command to `completed`, with nothing known from before. */
export const OURS: Peer = {
  name: 'polar-uploader',
  version() {
    const manifest = readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8')
    return `polar-uploader ${(JSON.parse(manifest) as { version: string }).version}`
  },
  splits: true,
  checksums: 'SHA-256 of the whole and the parts',
  variants: [{ name: 'as it is', send: sendWithCli }],
}

interface Moment {
  /** Epoch milliseconds. */
  readonly at: number
  readonly cpuSeconds: number
}

/** Uploads with the command line, and takes the time and the CPU of its steps as it tells of them. */
export async function sendWithCli({ path, receiver, authorityPath, folder }: Sending): Promise<PeerUse> {
  const moments = new Map<string, Moment>()
  let parts = NaN
  const startedAt = performance.timeOrigin + performance.now()
  await receiver.takeTraffic()
  const use = await measureCommand({
    words: [process.execPath, CLI, 'upload', path, '--json'],
    env: {
      ...{ POLAR_ACCESS_TOKEN: receiver.token, POLAR_SERVER: receiver.origin },
      POLAR_UPLOADER_DATA: join(folder, 'data'),
      ...(authorityPath !== null && { NODE_EXTRA_CA_CERTS: authorityPath }),
    },
    folder,
    onLine(line, pid) {
      parts = Number(/"parts":(\d+)/.exec(line)?.[1] ?? parts)
      const [, state] = /"state":"(\w+)"/.exec(line) ?? []
      if (state === undefined || moments.has(state)) return
      moments.set(state, { at: performance.timeOrigin + performance.now(), cpuSeconds: cpuSecondsOf(pid) })
    },
  })
  const [hashing, opening, completed] = ['hashing', 'opening', 'completed'].map((state) => moments.get(state))
  if (hashing === undefined || opening === undefined || completed === undefined) return use
  const { firstFileByteAt } = await receiver.traffic()
  return {
    ...use,
    details: {
      parts,
      startSeconds: (hashing.at - startedAt) / 1000,
      hashingSeconds: (opening.at - hashing.at) / 1000,
      hashingCpuSeconds: opening.cpuSeconds - hashing.cpuSeconds,
      sendingSeconds: (completed.at - opening.at) / 1000,
      sendingCpuSeconds: completed.cpuSeconds - opening.cpuSeconds,
      firstByteAfterHashingMs: (firstFileByteAt ?? NaN) - opening.at,
      endSeconds: use.seconds - (completed.at - startedAt) / 1000,
    },
  }
}
