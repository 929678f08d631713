import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

// A network namespace is a network of its own: its loopback device, routes, queues and buffer sizes are nobody else's.
// One without a name is gone with its last process, so there is nothing to clean up.
// https://man7.org/linux/man-pages/man1/unshare.1.html

/** Words before a command that run it in a network namespace of its own; null where the system does not let us. */
export function findNamespace(): readonly string[] | null {
  const ways = [
    ['unshare', '--net'],
    ['unshare', '--net', '--map-root-user'],
  ]
  // Both programs come with Debian's iproute2; the queue is in the kernel or it is not.
  const trial = 'ip link set lo up && tc qdisc add dev lo root tbf rate 16mbit burst 16k latency 300ms'
  return (
    ways.find(([program = '', ...args]) => spawnSync(program, [...args, 'sh', '-c', trial]).status === 0) ??
    null
  )
}

const IPV4 = '/proc/sys/net/ipv4'

/**
 * Makes this namespace's loopback like a slow network: packets of 1500 bytes, so that a sender's buffer grows as on one,
 * and receivers with small buffers. Congestion control is the usual one, cubic, or the plain one, reno.
 */
export function prepareLoopback(): void {
  run('ip', ['link', 'set', 'lo', 'up', 'mtu', '1500'])
  writeFileSync(`${IPV4}/tcp_rmem`, '4096 32768 65536')
  const allowed = readFileSync(`${IPV4}/tcp_allowed_congestion_control`, 'utf8').split(/\s/)
  const control = ['cubic', 'reno'].find((name) => allowed.includes(name))
  if (control !== undefined) writeFileSync(`${IPV4}/tcp_congestion_control`, control)
}

/** Runs a program to its end. Throws with what it said when it fails. */
export function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? stderr}`)
}
