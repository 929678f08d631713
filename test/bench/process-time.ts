import { readFileSync } from 'node:fs'

// Linux counts in hundredths of a second, whatever the kernel is built with: https://man7.org/linux/man-pages/man5/proc.5.html
const TICKS_PER_SECOND = 100

/** How many seconds of a core a process and its threads have used so far. Linux only; throws when it is gone. */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The fields begin after the name, which is in brackets and may have blanks in it; times are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** The share of a core a process uses while something goes on; more than 1 when it uses several. */
export async function shareOfCore(pid: number, work: Promise<unknown>): Promise<number> {
  const [startedAt, usedBefore] = [performance.now(), cpuSecondsOf(pid)]
  await work
  return (cpuSecondsOf(pid) - usedBefore) / ((performance.now() - startedAt) / 1000)
}
