import { readFileSync } from 'node:fs'

/**
 * Whether whoever started this command wants it to go on when its terminal is gone, as `nohup` does. They have SIGHUP
 * ignored then, but Node sets that back before our first line (https://github.com/nodejs/node/blob/v24.x/src/node.cc,
 * “Restore signal dispositions”), so the traces they leave beside it have to do. A shell that has SIGINT ignored in a
 * job in the background leaves none: that one is heeded.
 */
export function outlivesTerminal(env: Readonly<Record<string, string | undefined>>): boolean {
  // bash and zsh name what they have started; `nohup` has become this process since. All there is to see on macOS.
  return /(?:^|\/)nohup$/.test(env._ ?? '') || parentIgnoresHangup() || hasInputOfNohup()
}

/** A script under `nohup`, or one that ignores the signal itself (`trap '' HUP`), still does so. */
const parentIgnoresHangup = (): boolean =>
  /^SigIgn:\t[0-9a-f]*[13579bdf]$/m.test(factsOf(`/proc/${process.ppid}/status`))

/** GNU's `nohup` gives a command that was at a terminal an input that nobody can read. */
const hasInputOfNohup = (): boolean => /^flags:\t[0-7]*1$/m.test(factsOf('/proc/self/fdinfo/0'))

/** What Linux tells of a process; nothing on other systems. */
function factsOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
