import { OPERATIONS, type Operation, type Target } from './operations.ts'

/** What goes wrong. */
export type FaultEffect =
  /** The server thinks about it for a while, then does as asked. */
  | { readonly kind: 'latency'; readonly delayMs: number }
  /** This request's body is taken at this rate only. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** The connection is reset before the body, amid it (after half, or `afterBytes`), or after it; nothing is done. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'amid' | 'after'; readonly afterBytes?: number }
  /** Everything is done as asked, but the connection is reset instead of the reply. */
  | { readonly kind: 'lose-reply' }
  /** The server falls silent, for good: takes no byte, stops amid the body, or does as asked and never replies. */
  | { readonly kind: 'stall'; readonly when: 'before' | 'amid' | 'reply'; readonly afterBytes?: number }
  /** An error in the words of the server asked: before the body, after it (the default), or in spite of being done. */
  | {
      readonly kind: 'error'
      readonly status: number
      /** S3's code, or any other storage's; the usual one for the status when left out. */
      readonly code?: string
      readonly retryAfterSeconds?: number
      readonly when?: 'before' | 'after-body' | 'after-commit'
    }
  /** A page of the proxy in front of the server; 524 when no status is given. */
  | {
      readonly kind: 'html'
      readonly status?: number
      readonly when?: 'before' | 'after-body' | 'after-commit'
    }
  /** 307 to the same URL. */
  | { readonly kind: 'redirect' }
  /** A byte of the body arrives damaged: the first, or the one at `offset`. */
  | { readonly kind: 'flip-byte'; readonly offset?: number }
  /** The token the request carries is revoked first. */
  | { readonly kind: 'revoke-token' }
  /** Completion only: S3 answers Polar 200 with an error inside, until botocore gives up. */
  | { readonly kind: 'error-in-success' }
  /** Completion only: S3 has completed, then Polar dies before it writes that down. */
  | { readonly kind: 'half-commit' }
  /** These fields of the JSON reply are replaced. */
  | { readonly kind: 'alter-reply'; readonly fields: Readonly<Record<string, unknown>> }

/** Which requests a fault is for; what is left out matches all. */
export interface FaultTarget {
  readonly operation: Operation | 'any'
  readonly partNumber?: number
  readonly fileId?: string
}

/** Which of the matching requests a fault strikes. */
export interface FaultTiming {
  /** The first one struck, counted from 1 among the matching requests from now on; 1 when left out. */
  readonly nth?: number
  /** How many are struck in all; 1 when left out, unlimited with `probability`. `Infinity` (in JSON: null) is all. */
  readonly count?: number | null
  /** Each matching request from the nth on is struck with this probability, from the seeded generator. */
  readonly probability?: number
}

/** Something to go wrong, and when. */
export type Fault = FaultTarget & FaultTiming & FaultEffect

/** The faults to come. */
export interface Faults {
  add(fault: Fault): void
  clear(): void
  /** What strikes this request; counts it as seen. */
  strike(target: Target): readonly FaultEffect[]
}

const matches = (fault: Fault, target: Target): boolean =>
  (fault.operation === 'any' || fault.operation === target.operation) &&
  (fault.partNumber === undefined || fault.partNumber === target.partNumber) &&
  (fault.fileId === undefined || fault.fileId === target.fileId)

/** No faults yet; `random` decides those with a probability. */
export function createFaults(random: () => number): Faults {
  let armed: { readonly fault: Fault; seen: number; struck: number }[] = []
  return {
    add: (fault) => void armed.push({ fault, seen: 0, struck: 0 }),
    clear: () => {
      armed = []
    },
    strike: (target) =>
      armed
        .filter((entry) => {
          const { fault } = entry
          if (!matches(fault, target)) return false
          entry.seen += 1
          const limit = fault.count === undefined ? (fault.probability === undefined ? 1 : null) : fault.count
          if (entry.seen < (fault.nth ?? 1) || (limit !== null && entry.struck >= limit)) return false
          if (fault.probability !== undefined && random() >= fault.probability) return false
          entry.struck += 1
          return true
        })
        .map(({ fault }) => fault),
  }
}

/** The same effect for a request without a body: what was to happen amid or after it happens before. */
export function withoutBody(effect: FaultEffect): FaultEffect {
  const { kind } = effect
  if (kind === 'reset' || (kind === 'stall' && effect.when === 'amid')) return { ...effect, when: 'before' }
  const isAnswer = kind === 'error' || kind === 'html'
  return isAnswer && effect.when !== 'after-commit' ? { ...effect, when: 'before' } : effect
}

const KINDS = {
  latency: ['delayMs'],
  slow: ['bytesPerSecond'],
  reset: ['when'],
  'lose-reply': [],
  stall: ['when'],
  error: ['status'],
  html: [],
  redirect: [],
  'flip-byte': [],
  'revoke-token': [],
  'error-in-success': [],
  'half-commit': [],
  'alter-reply': ['fields'],
} as const satisfies Record<FaultEffect['kind'], readonly string[]>

/** Says what is wrong with a fault from outside, or null. */
export function faultProblem(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'A fault is an object.'
  const fault = value as Readonly<Record<string, unknown>>
  const { kind, operation } = fault
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind)) {
    return `A fault's kind is one of ${Object.keys(KINDS).join(', ')}.`
  }
  if (operation !== 'any' && !OPERATIONS.some((name) => name === operation)) {
    return `A fault's operation is any or one of ${OPERATIONS.join(', ')}.`
  }
  const missing = KINDS[kind as FaultEffect['kind']].find((field) => fault[field] === undefined)
  return missing === undefined ? null : `A fault of kind ${kind} needs ${missing}.`
}
