import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import type { Counts } from '../local-polar/counters.ts'
import { PROJECT_FOLDER } from '../support/fresh-build.ts'

/** A local Polar in a process of its own, so that it outlives whatever is killed. */
export interface PolarProcess {
  readonly url: string
  readonly token: string
  readonly pid: number
  /** What arrived there until now. */
  counts(): Promise<Counts>
  /** Ids of the files whose upload was completed. */
  completedFiles(): Promise<readonly string[]>
  /** Downloads a file the way its owner would, and gives the SHA-256 of what came, hex. */
  downloadedSha256(fileId: string): Promise<string>
  stop(): Promise<void>
}

interface Announcement {
  readonly url: string
  readonly controlUrl: string
  readonly token: string
  readonly pid: number
}

/** Starts it. It keeps files in that folder and takes at most that many bytes per second. */
export async function startPolarProcess(dataFolder: string, bytesPerSecond: number): Promise<PolarProcess> {
  const program = join(PROJECT_FOLDER, 'test', 'local-polar', 'main.ts')
  const args = [program, '--data', dataFolder, '--rate', String(bytesPerSecond), '--close-on-stdin-end']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit').then(() => {
    throw new Error('The local Polar ended unexpectedly')
  })
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [
    string,
  ]
  const { url, controlUrl, token, pid } = JSON.parse(line) as Announcement
  const headers = { authorization: `Bearer ${token}` }

  return {
    url,
    token,
    pid,
    counts: async () => (await getJson(`${controlUrl}/counts`)) as Counts,
    async completedFiles() {
      const { items } = (await getJson(`${url}/v1/files/`, headers)) as { items: { id: string }[] }
      return items.map((item) => item.id)
    },
    async downloadedSha256(fileId) {
      const answer = (await getJson(`${url}/v1/files/${fileId}/download`, headers)) as {
        download: { url: string }
      }
      const { body } = await fetched(answer.download.url)
      const hash = createHash('sha256')
      for await (const bytes of body ?? []) hash.update(bytes as Uint8Array)
      return hash.digest('hex')
    },
    async stop() {
      child.stdin.end()
      await ended.catch(() => undefined)
    },
  }
}

const getJson = async (url: string, headers: Record<string, string> = {}): Promise<unknown> =>
  (await fetched(url, headers)).json()

async function fetched(url: string, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(url, { headers })
  if (!response.ok) throw new Error(`The local Polar answered ${response.status}: ${await response.text()}`)
  return response
}
