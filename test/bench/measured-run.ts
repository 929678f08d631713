import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** What a program took. */
export interface Use {
  readonly seconds: number
  /** Of all cores together, its children included. */
  readonly cpuSeconds: number
  /** The most memory it held, or the largest of its processes. */
  readonly peakBytes: number
}

/** A program to run. */
export interface Command {
  readonly words: readonly string[]
  /** Nothing of this process's environment comes with it but what is here. */
  readonly env?: Readonly<Record<string, string>>
  /** An empty folder of its own: its home, and where what it took is noted. */
  readonly folder: string
  /** Told every line it prints, and the number of its process. */
  readonly onLine?: (line: string, pid: number) => void
}

/** The system's own programs first: a Python environment may have another `aws` than the system's package. */
const PATH = '/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin:/usr/local/bin'

/** Runs a program to its end and measures it. Throws, with what it said, when it fails. Linux only. */
export async function measureCommand({ words, env = {}, folder, onLine }: Command): Promise<Use> {
  const notes = join(folder, 'time.txt')
  const startedAt = performance.now()
  // What the kernel counted for a child is told by no function of Node's.
  const child = spawn('/usr/bin/time', ['-f', '%U %S %M', '-o', notes, '--', ...words], {
    env: { PATH, HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)))
  createInterface({ input: child.stdout }).on('line', (line) => onLine?.(line, onlyChildOf(child)))
  const [code] = (await once(child, 'close')) as [number | null]
  const seconds = (performance.now() - startedAt) / 1000
  if (code !== 0) throw new Error(`${words.slice(0, 4).join(' ')} … ended with ${String(code)}:\n${said}`)
  const [user = NaN, system = NaN, kibibytes = NaN] = readFileSync(notes, 'utf8').split(' ').map(Number)
  return { seconds, cpuSeconds: user + system, peakBytes: kibibytes * 1024 }
}

function onlyChildOf({ pid = NaN }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0])
}
