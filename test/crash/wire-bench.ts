import type { UploadId } from '../../app/contract/ids.ts'
import { openDatabaseToRead } from '../../app/store/database.ts'
import { createPartStore } from '../../app/store/part-store.ts'
import {
  checksumOfFile,
  eventsIn,
  prepareCliBench,
  type CliBench,
  type EnvChange,
  type JsonEvent,
} from '../integration/cli-bench.ts'
import type { LocalPolarOptions } from '../local-polar/local-polar.ts'
import type { RequestEvent } from '../local-polar/request-events.ts'
import type { Certificate } from '../support/certificates.ts'
import type { RunningCli } from '../support/command-line.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { startTlsFront } from '../support/tls-front.ts'

const MiB = 1024 ** 2

/** The part that is struck. */
const PART = 2

/** The steps of an upload at which something may happen, in their order. */
export const STEPS = {
  'create arrives': { kind: 'started', operation: 'create' },
  'create is done': { kind: 'committed', operation: 'create' },
  'a part begins': { kind: 'started', operation: 'part', partNumber: PART },
  'half of a part is there': { kind: 'body', operation: 'part', partNumber: PART, bodyBytes: 8 * MiB },
  'all of a part is there': { kind: 'body-complete', operation: 'part', partNumber: PART },
  'a part is stored': { kind: 'committed', operation: 'part', partNumber: PART },
  'completion arrives': { kind: 'started', operation: 'complete' },
  'completion is done': { kind: 'committed', operation: 'complete' },
} as const

/** One of them. */
export type Step = keyof typeof STEPS

/** All of them. */
export const ALL_STEPS = Object.keys(STEPS) as readonly Step[]

function isStep(event: RequestEvent, step: Step): boolean {
  const { kind, operation, ...more } = STEPS[step]
  const { partNumber = null, bodyBytes = 0 } = more as { partNumber?: number; bodyBytes?: number }
  return (
    event.kind === kind &&
    event.operation === operation &&
    (partNumber === null || event.partNumber === partNumber) &&
    (event.kind !== 'body' || event.bodyBytes >= bodyBytes)
  )
}

/** What an upload over a wire came to. */
export interface Arrival {
  readonly exitCode: number | null
  /** The last thing said of the upload. */
  readonly state: unknown
  /** Every sentence said while it waited, once, in alphabetical order. */
  readonly said: readonly string[]
  /** Whether the one file Polar lists is the source file, byte for byte. */
  readonly isWhole: boolean
  readonly completions: number
  /** Parts that were sent although they were on record as stored. */
  readonly sentAgain: readonly number[]
}

/** What every upload must come to, whatever befell it. */
export const ARRIVED = {
  ...{ exitCode: 0, state: 'completed', isWhole: true, completions: 1, sentAgain: [] },
} as const

/** A local Polar behind a wire, and the command line before it. */
export interface WireBench extends CliBench {
  readonly wire: TcpProxy
  /** Does something the first time each of these steps is reached, by a request each; gives those that were. */
  at(steps: readonly Step[], act: (event: RequestEvent) => void): readonly Step[]
  /** Shows another certificate from now on, where one is shown. */
  show(certificate: Certificate): void
  /** Does something whenever the command line says such a thing. */
  whenSaid(cli: RunningCli, sentence: RegExp, act: () => void): void
  /** Uploads a file over the wire. */
  upload(change?: EnvChange): RunningCli
  /** Waits for the end. */
  arrival(cli: RunningCli): Promise<Arrival>
}

/** What is at the other end of the wire. */
export interface WireBenchOptions extends Partial<LocalPolarOptions> {
  /** 40 MiB when left out: three parts, all of which start at once. */
  readonly fileBytes?: number
  /** What encrypts for the local Polar with this certificate, if anything does. */
  readonly certificate?: Certificate
  /** What Polar and S3 are called; 127.0.0.1 when left out. */
  readonly names?: { readonly polar: string; readonly s3: string }
}

const HERE = { polar: '127.0.0.1', s3: '127.0.0.1' }

/** Prepares one. Behind encryption, no connection can be told from the others. */
export async function prepareWireBench(options: WireBenchOptions = {}): Promise<WireBench> {
  const { certificate, names = HERE, fileBytes = 40 * MiB, ...polarOptions } = options
  const bench = await prepareCliBench(polarOptions)
  const { polar, folder, dataFolder } = bench
  const polarPort = Number(new URL(polar.url).port)
  const front = certificate === undefined ? null : await startTlsFront(polarPort, certificate)
  const wire = await startTcpProxy(front?.port ?? polarPort)
  const urlOf = (name: string): string => `http${front === null ? '' : 's'}://${name}:${wire.port}`
  polar.setPublicUrl(urlOf(names.s3))
  const path = folder.file('course.mp4', fileBytes)
  const sentAgain: number[] = []
  polar.onRequest(({ kind, operation, partNumber }) => {
    if (kind !== 'started' || operation !== 'part' || partNumber === null) return
    if (recordedParts(dataFolder).has(partNumber)) sentAgain.push(partNumber)
  })
  return {
    ...{ ...bench, wire },
    show: (next) => front?.show(next),
    at(steps, act) {
      const reached: Step[] = []
      const struck = new Set<number>()
      polar.onRequest((event) => {
        const step = steps.find((one) => !reached.includes(one) && isStep(event, one))
        // What becomes of a request that was struck says nothing of the next.
        if (step === undefined || struck.has(event.request)) return
        struck.add(event.request)
        reached.push(step)
        act(event)
      })
      return reached
    },
    whenSaid({ process }, sentence, act) {
      for (const output of [process.stdout, process.stderr])
        output?.on('data', (text: string) => {
          if (sentence.test(text)) act()
        })
    },
    upload: (change = {}) =>
      bench.start(['upload', path, '--json'], { POLAR_SERVER: urlOf(names.polar), ...change }),
    async arrival(cli) {
      const result = await cli.ended
      const events = eventsIn(result)
      const states = events.filter(({ event }) => event === 'state')
      const connection = events.filter(({ event }) => event === 'connection')
      const [listed, ...others] = polar.files().filter((file) => file.is_uploaded)
      return {
        exitCode: result.exitCode,
        state: states.at(-1)?.state,
        said: [...new Set([...sentencesIn([...states, ...connection]), ...linesOf(result.messages)])].sort(),
        isWhole:
          listed !== undefined &&
          others.length === 0 &&
          (await polar.checksum(listed.id)) === checksumOfFile(path),
        completions: polar.counts().completions,
        sentAgain,
      }
    },
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]()
      await wire[Symbol.asyncDispose]()
      await front?.[Symbol.asyncDispose]()
    },
  }
}

const sentencesIn = (states: readonly JsonEvent[]): readonly string[] =>
  states.map(({ message }) => message).filter((message) => typeof message === 'string')

const linesOf = (messages: string): readonly string[] => messages.split('\n').filter((line) => line !== '')

/** The parts the command line has on record as stored at this moment. */
function recordedParts(dataFolder: string): ReadonlySet<number> {
  const db = openDatabaseToRead(dataFolder)
  if (db === null) return new Set()
  try {
    const store = createPartStore(db)
    const ids: Iterable<UploadId> = store.sums().keys()
    const parts = [...ids].flatMap((id) => store.plan(id))
    return new Set(parts.filter(({ etag }) => etag !== null).map(({ number }) => number))
  } finally {
    db.close()
  }
}
