import { readdirSync, readFileSync } from 'node:fs'
import { cpuSecondsOf } from './process-time.ts'

/** What a process and all that came of it hold and have used so far. */
export interface TreeUse {
  readonly cpuSeconds: number
  /** The most memory the largest of them ever held. */
  readonly peakBytes: number
  /** What all of them hold that nobody else does, and their share of what they have in common. */
  readonly heldBytes: number
}

/** Looks at a process and its descendants. Linux only; what ends meanwhile is left out. */
export function useOfTree(root: number): TreeUse {
  const uses = treeOf(root).flatMap((pid) => {
    try {
      return [
        {
          cpuSeconds: cpuSecondsOf(pid),
          peakBytes: kibibytesIn(`/proc/${pid}/status`, 'VmHWM') * 1024,
          heldBytes: kibibytesIn(`/proc/${pid}/smaps_rollup`, 'Pss') * 1024,
        },
      ]
    } catch {
      return []
    }
  })
  return {
    cpuSeconds: uses.reduce((sum, use) => sum + use.cpuSeconds, 0),
    peakBytes: Math.max(0, ...uses.map((use) => use.peakBytes)),
    heldBytes: uses.reduce((sum, use) => sum + use.heldBytes, 0),
  }
}

/** The most memory a process ever held. */
export const peakBytesOf = (pid: number): number => kibibytesIn(`/proc/${pid}/status`, 'VmHWM') * 1024

function treeOf(root: number): readonly number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = parentOf(Number(name))
    if (parent !== null) parents.set(Number(name), parent)
  }
  const isOfTree = (pid: number): boolean =>
    pid === root || (parents.has(pid) && isOfTree(parents.get(pid) ?? 0))
  return [...parents.keys()].filter(isOfTree)
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

function kibibytesIn(path: string, name: string): number {
  const [, number] = new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(readFileSync(path, 'utf8')) ?? []
  if (number === undefined) throw new Error(`${path} says nothing of ${name}`)
  return Number(number)
}
