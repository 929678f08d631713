import type { AccountSessions } from './accounts/account-sessions.ts'
import type { PolarClient } from './polar/polar-client.ts'
import type { ComputerEvents, Http, Log } from './ports.ts'
import type { ServerClocks } from './upload/deadline.ts'

/** What a sleep and a change of network are told to. */
export interface WakingParts {
  readonly computer: ComputerEvents
  readonly http: Http
  readonly polar: Pick<PolarClient, 'woke'>
  readonly serverClocks: Pick<ServerClocks, 'forget'>
  /** The ways to all servers. */
  readonly connections: Pick<AccountSessions, 'askAnew' | 'isInTouch'>
  readonly log: Log
}

/** Servers hang up on whoever is silent for that long; S3 after about 20 s, and others are no more patient. */
const LONGEST_NAP_MS = 20_000

/** Which connections cannot be alive after that much sleep; null is as long as it takes. */
export const deadAfterSleep = (sleptMs: number | null): 'all' | 'stranded' =>
  sleptMs !== null && sleptMs < LONGEST_NAP_MS ? 'stranded' : 'all'

/** Has the app go on at once after a sleep, and on another network. Returns how to stop. */
export function heedComputer({
  computer,
  http,
  polar,
  serverClocks,
  connections,
  log,
}: WakingParts): () => void {
  const stops = [
    computer.onWake((sleptMs) => {
      // What is ended here says nothing about the network, so it is in doubt first.
      connections.askAnew()
      serverClocks.forget()
      polar.woke()
      const dropped = http.dropConnections(deadAfterSleep(sleptMs))
      log.info('This computer has slept', { sleptMs, dropped })
    }),
    computer.onNetworkChange(() => {
      const dropped = http.dropConnections('stranded')
      log.info('The network is another one', { dropped })
      if (dropped > 0 || !connections.isInTouch()) connections.askAnew()
    }),
  ]
  return () => stops.forEach((stop) => stop())
}
