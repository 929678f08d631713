import { readdirSync, readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

// What Linux tells about a process under /proc: https://man7.org/linux/man-pages/man5/proc.5.html

/** How much of the computer a process holds at the moment. */
export interface ProcessUse {
  readonly residentBytes: number
  readonly handles: number
  readonly threads: number
}

/** What a process holds at the moment. Throws when there is none of that number. */
export const useOf = (pid: number): ProcessUse => ({
  residentBytes: numberIn(`/proc/${pid}/status`, 'VmRSS') * 1024,
  handles: handlesOf(pid),
  threads: numberIn(`/proc/${pid}/status`, 'Threads'),
})

/** How many files, sockets and the like a process has open. */
export const handlesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length

/** Stops a process; once this resolves none of its threads runs, until it is sent SIGCONT. */
export async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP')
  await untilStopped(pid)
}

/** Resolves once a process that is being stopped has no thread that runs. Throws when it has ended. */
export async function untilStopped(pid: number): Promise<void> {
  while (!readdirSync(`/proc/${pid}/task`).every((thread) => isStopped(pid, thread))) await setImmediate()
}

// The state follows the name, which is in brackets and may have brackets in it.
const isStopped = (pid: number, thread: string): boolean =>
  /\) T [^)]*$/.test(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8'))

function numberIn(path: string, name: string): number {
  const [, number] = new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(readFileSync(path, 'utf8')) ?? []
  if (number === undefined) throw new Error(`${path} says nothing of ${name}`)
  return Number(number)
}
