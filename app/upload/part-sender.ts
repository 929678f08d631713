import type { Clock, Http, StreamedBody } from '../ports.ts'
import type { SourceFile } from '../source/source-file.ts'
import type { PlannedPart } from '../store/part-store.ts'
import type { PresignedUrl } from '../store/session-store.ts'
import { createTimeLimit } from '../time-limit.ts'
import { UploadError } from '../upload-error.ts'
import type { BandwidthLimit } from './bandwidth-limit.ts'
import { createPatience } from './patience.ts'
import { failureInPartAnswer } from './s3-answer.ts'

/** What sending one part takes. */
export interface Sending {
  readonly part: PlannedPart
  readonly presignedUrl: PresignedUrl
  readonly source: SourceFile
  readonly signal: AbortSignal
  readonly onSent: (bytes: number) => void
  /** Hears the `Date` of the answer. */
  readonly onDate: (date: string | undefined) => void
}

/** Sends parts to S3. */
export interface PartSender {
  /** PUTs one part to its presigned URL; gives its ETag, verbatim. Throws `UploadError`. */
  send(sending: Sending): Promise<string>
}

/** What parts are sent with. */
export interface SenderParts {
  readonly http: Http
  readonly clock: Clock
  readonly bandwidth: BandwidthLimit
  /** Hears of the bytes that leave, of whichever part. */
  readonly onSent: (bytes: number) => void
}

/** Creates the sender. */
export function createPartSender({ http, clock, bandwidth, ...tell }: SenderParts): PartSender {
  const patience = createPatience()
  /** When bytes of any part last moved. */
  let anyMovedAt = -Infinity
  return {
    async send({ part, presignedUrl, source, signal, onSent, onDate }) {
      const limitMs = patience.limitMs()
      const giveUp = (): UploadError => {
        patience.ranOut(limitMs)
        return silence()
      }
      const limit = createTimeLimit(clock, signal, limitMs, giveUp, () =>
        patience.leastMs(clock.monotonic() - anyMovedAt),
      )
      let movedAt = clock.monotonic()
      let longestSilenceMs = 0
      const moved = (): void => {
        limit.restart()
        const now = clock.monotonic()
        anyMovedAt = now
        longestSilenceMs = Math.max(longestSilenceMs, now - movedAt)
        movedAt = now
      }
      try {
        const response = await http.send({
          method: 'PUT',
          url: presignedUrl.url,
          headers: presignedUrl.headers,
          body: bodyOf(part, source, bandwidth, limit.signal),
          signal: limit.signal,
          mayRepeat: true,
          onSent(bytes) {
            moved()
            tell.onSent(bytes)
            onSent(bytes)
          },
        })
        moved()
        const failure = failureInPartAnswer(response)
        // The clock of a hotel's sign-in page says nothing about when URLs die.
        if (failure?.code !== 'not-polar') onDate(response.headers.date)
        const etag = etagOf(response.headers.etag, failure)
        patience.paidOff(longestSilenceMs)
        return etag
      } finally {
        limit.stop()
      }
    },
  }
}

const silence = (): UploadError =>
  new UploadError('network', 'The connection has gone silent. Trying again soon.')

function etagOf(etag: string | undefined, failure: UploadError | null): string {
  if (failure !== null) throw failure
  if (etag === undefined) throw new Error('A stored part came without an ETag')
  return etag
}

/** A part's bytes, no sooner than the bandwidth limit lets them go. */
const bodyOf = (
  part: PlannedPart,
  source: SourceFile,
  bandwidth: BandwidthLimit,
  signal: AbortSignal,
): StreamedBody => ({
  sizeBytes: part.end - part.start,
  async read(target, position) {
    const wanted = Math.min(target.length, part.end - part.start - position)
    const granted = await bandwidth.take(wanted, signal)
    return source.read(target.subarray(0, granted), part.start + position)
  },
})
