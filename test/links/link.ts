import type { LocalPolar } from '../local-polar/local-polar.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { run } from './namespace.ts'
import { isKernelRow, type Row } from './row.ts'

/** The link between the command line and its servers. */
export interface Link extends AsyncDisposable {
  /** Where Polar and S3 are reached over it. */
  readonly url: string
  /** Bytes that have left the app, as counted where they arrive. */
  takenBytes(): number
  /** Has the first life begin now; gaps follow by the timetable. */
  begin(): void
}

/** Opens the link of a row to this Polar. Kernel links need a namespace of their own. */
export const openLink = (row: Row, polar: LocalPolar): Promise<Link> =>
  isKernelRow(row) ? Promise.resolve(openKernelLink(row, polar)) : openProxyLink(row, polar)

async function openProxyLink(row: Row, polar: LocalPolar): Promise<Link> {
  const proxy = await startTcpProxy(Number(new URL(polar.url).port))
  proxy.limit(row.bytesPerSecond)
  const gaps =
    row.kind === 'silent'
      ? { begin: () => proxy.pause(), end: () => proxy.resume() }
      : {
          begin() {
            void proxy.refuse()
            proxy.strikeAll({ kind: 'reset' })
          },
          end: () => void proxy.accept(),
        }
  const cycle = createCycle(row, gaps)
  return {
    url: `http://127.0.0.1:${proxy.port}`,
    takenBytes: () => proxy.takenBytes(),
    begin: cycle.begin,
    async [Symbol.asyncDispose]() {
      cycle.stop()
      await proxy[Symbol.asyncDispose]()
    },
  }
}

/** Of each packet of 1500 bytes with its 14 of Ethernet, and of the acknowledgment of every other, so much is payload. */
const PAYLOAD_SHARE = 1448 / (1514 + 66 / 2)

/** The namespace's loopback, slowed by a token bucket before which 300 ms of packets may queue. */
function openKernelLink(row: Row, polar: LocalPolar): Link {
  const bits = Math.round((row.bytesPerSecond / PAYLOAD_SHARE) * 8)
  const bucket = ['tbf', 'rate', `${bits}bit`, 'burst', '32k', 'latency', '300ms']
  const queue = (words: readonly string[]): void =>
    run('tc', ['qdisc', 'replace', 'dev', 'lo', 'root', ...words])
  queue(bucket)
  const gaps =
    row.kind === 'down'
      ? {
          begin: () => run('ip', ['link', 'set', 'lo', 'down']),
          end: () => run('ip', ['link', 'set', 'lo', 'up']),
        }
      : { begin: () => queue(['blackhole']), end: () => queue(bucket) }
  const cycle = createCycle(row, gaps)
  return {
    url: polar.url,
    takenBytes: () => polar.counts().parts.bodyBytes,
    begin: cycle.begin,
    [Symbol.asyncDispose]() {
      cycle.stop()
      return Promise.resolve()
    },
  }
}

interface Gaps {
  readonly begin: () => void
  readonly end: () => void
}

/** Lives and gaps in turn; what a late timer loses is made up for by the next one. */
function createCycle({ lifeSeconds, gapSeconds }: Row, gaps: Gaps) {
  let timer: NodeJS.Timeout | undefined
  const at = (moment: number, act: () => void): void => {
    timer = setTimeout(act, moment - performance.now())
  }
  const live = (from: number): void => {
    if (lifeSeconds === null) return
    const gapAt = from + lifeSeconds * 1000
    const lifeAt = gapAt + gapSeconds * 1000
    at(gapAt, () => {
      gaps.begin()
      at(lifeAt, () => {
        gaps.end()
        live(lifeAt)
      })
    })
  }
  return { begin: () => live(performance.now()), stop: () => clearTimeout(timer) }
}
