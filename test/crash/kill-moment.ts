import type { UploadStateKind } from '../../app/contract/upload-state.ts'
import type { LocalPolar } from '../local-polar/local-polar.ts'
import type { Operation } from '../local-polar/operations.ts'
import type { RequestEvent } from '../local-polar/request-events.ts'
import type { RunningCli } from '../support/command-line.ts'

/** When a run of the command line is killed. */
export type KillMoment =
  /** So long after it was started. */
  | { readonly kind: 'time'; readonly afterMs: number }
  /** As soon as it has told that an upload is in that state. */
  | { readonly kind: 'told'; readonly state: UploadStateKind }
  /** When that comes about at Polar for the nth time in this run. */
  | {
      readonly kind: 'request'
      readonly operation: Operation
      readonly event: RequestEvent['kind']
      readonly nth: number
    }
  /** When the nth thing, whatever it is, comes about at Polar in this run. */
  | { readonly kind: 'any-request'; readonly nth: number }
  /** When the nth part begins after the last call has come. */
  | { readonly kind: 'last-call'; readonly nth: number }
  /** So long after Polar has opened a session in this run. */
  | { readonly kind: 'session'; readonly afterMs: number }

/** Spreads a chance evenly over orders of magnitude. */
const logUniform = (chance: number, least: number, most: number): number => least * (most / least) ** chance

/** Any moment of a run: half of them by the clock, from 5 ms to 5 s, half of them by what it has done so far. */
export function anyMoment(random: () => number): KillMoment {
  return random() < 0.5
    ? { kind: 'time', afterMs: logUniform(random(), 5, 5_000) }
    : { kind: 'any-request', nth: Math.round(logUniform(random(), 1, 100)) }
}

/** What a moment depends on. */
export interface Surroundings {
  readonly polar: LocalPolar
  readonly isLastCall: () => boolean
}

/** Has a run killed when its moment comes, if it comes before the run ends. Returns how to call that off. */
export function armKill(
  cli: RunningCli,
  moment: KillMoment,
  { polar, isLastCall }: Surroundings,
): () => void {
  // The real thing dies at a real moment; no clock of ours can stand in for that.
  const kill = (): void => void cli.process.kill('SIGKILL')
  const after = (delayMs: number): (() => void) => {
    const timer = setTimeout(kill, delayMs)
    return () => clearTimeout(timer)
  }
  const atNth = (nth: number, isOne: (event: RequestEvent) => boolean): (() => void) => {
    let seen = 0
    return polar.onRequest((event) => {
      if (!isOne(event)) return
      seen += 1
      if (seen === nth) kill()
    })
  }
  switch (moment.kind) {
    case 'time':
      return after(moment.afterMs)
    case 'told': {
      let told = ''
      cli.process.stdout?.on('data', (text: string) => {
        told += text
        if (told.includes(`"state":"${moment.state}"`)) kill()
      })
      return () => undefined
    }
    case 'request':
      return atNth(
        moment.nth,
        ({ operation, kind }) => operation === moment.operation && kind === moment.event,
      )
    case 'any-request':
      return atNth(moment.nth, () => true)
    case 'last-call':
      return atNth(
        moment.nth,
        ({ operation, kind }) => operation === 'part' && kind === 'started' && isLastCall(),
      )
    case 'session': {
      let callOff = (): void => undefined
      const stop = polar.onRequest(({ operation, kind }) => {
        if (operation === 'create' && kind === 'committed') callOff = after(moment.afterMs)
      })
      return () => {
        stop()
        callOff()
      }
    }
  }
}
