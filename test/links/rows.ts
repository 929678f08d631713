import type { LinkKind, Row } from './row.ts'

const MB = 1e6

interface Wanted {
  readonly kills?: readonly number[]
  readonly serverPatienceSeconds?: number
  readonly quick?: true
}

/** Rates in MB/s, files in MB. */
function row(
  kind: LinkKind,
  [rate, lifeSeconds, gapSeconds]: readonly [number, number | null, number],
  fileMB: number,
  { kills = [], serverPatienceSeconds = 20, quick }: Wanted = {},
): Row {
  const link = { kind, bytesPerSecond: rate * MB, lifeSeconds, gapSeconds }
  return {
    ...link,
    fileBytes: fileMB * MB,
    kills,
    serverPatienceSeconds,
    answerMs: 0,
    sender: null,
    isQuick: quick === true,
  }
}

const PATIENT = { serverPatienceSeconds: 30 }

/** Every link, and the file that is sent over it. */
export const ROWS: readonly Row[] = [
  row('steady', [4, null, 0], 126, { quick: true }),
  row('steady', [0.5, null, 0], 70, { kills: [15, 33, 61] }),
  row('steady', [1, null, 0], 110, { kills: [15, 22, 41], quick: true }),
  row('steady', [4, null, 0], 320, { kills: [12, 15, 19, 24], quick: true }),
  row('steady', [16, null, 0], 900, { kills: [15, 27] }),

  row('cut', [1, 13, 2], 30, { quick: true }),
  row('cut', [0.5, 52, 8], 90),
  row('cut', [0.5, 30, 5], 40),
  row('cut', [0.5, 21.5, 4], 40),
  row('cut', [1, 11, 4], 50),
  row('cut', [1, 30, 20], 80),
  row('cut', [4, 10, 5], 160, { quick: true }),
  row('cut', [4, 60, 20], 360),
  row('cut', [16, 10, 20], 400),
  row('cut', [0.5, 13.7, 2], 26),
  row('cut', [0.7, 10, 2], 26, { quick: true }),

  row('silent', [0.5, 30, 20], 30, PATIENT),
  row('silent', [1, 15, 20], 40, { ...PATIENT, quick: true }),
  row('silent', [1, 15, 20], 40),
  row('silent', [4, 12, 8], 120),
  row('silent', [16, 10, 2], 400),

  row('down', [2, 12, 15], 40, { quick: true }),
  row('down', [1, 25, 20], 40),
  row('down', [4, 30, 5], 200),
  row('lost', [2, 12, 15], 40, PATIENT),
  row('lost', [1, 25, 20], 40, PATIENT),
  row('lost', [4, 15, 2], 160),
]
