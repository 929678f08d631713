import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, Log } from '../app/ports.ts'
import { redact, withoutNames } from './redact.ts'

/** The current log and how large it may grow; older ones are numbered, the oldest is dropped. */
const FILE_NAME = 'log.jsonl'
const MAX_BYTES = 4 * 1024 * 1024
const KEPT_FILES = 3

/**
 * Writes one JSON object per line into a folder, readable by the user alone, in at most 16 MiB. Secrets that got
 * this far are taken out, and so are the names of files, which the system's errors and our own sentences have in them.
 * A log that cannot be written is given up silently: it must never stop an upload.
 */
export function createLogFile(folder: string, clock: Clock, maxBytes = MAX_BYTES): Log {
  const path = join(folder, FILE_NAME)
  const write = (level: string, message: string, details: object): void => {
    const line = JSON.stringify(
      { at: new Date(clock.now()).toISOString(), level, message, ...details },
      cleanText,
    )
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (sizeOf(path) >= maxBytes) rotate(path)
      // Not kept open: the command line may write here at the same time, and may have renamed the file.
      appendFileSync(path, `${line}\n`, { mode: 0o600 })
    } catch {
      // Nobody is left to be told.
    }
  }
  return {
    info: (message, details = {}) => write('info', message, { details }),
    warn: (message, details = {}) => write('warn', message, { details }),
    error: (message, error) => write('error', message, { error: describe(error) }),
  }
}

const cleanText = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? withoutNames(redact(value)) : value

function rotate(path: string): void {
  for (let number = KEPT_FILES; number > 0; number--) {
    const from = number === 1 ? path : `${path}.${number - 1}`
    if (sizeOf(from) > 0) renameSync(from, `${path}.${number}`)
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** The error's stack, its code and, as far as they go, its causes. */
function describe(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  return {
    stack: error.stack ?? error.message,
    ...(code === undefined ? {} : { code }),
    ...(error.cause === undefined || depth > 4 ? {} : { cause: describe(error.cause, depth + 1) }),
  }
}
