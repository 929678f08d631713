import type { CheckAnswer, CheckName } from '../contract/computer-check.ts'
import { createPolarClient } from '../polar/polar-client.ts'
import { KeychainError } from '../ports.ts'
import { createTimeLimit } from '../time-limit.ts'
import { UploadError } from '../upload-error.ts'
import { checkDatabase, checkDisk, checkKeychain } from './check-here.ts'
import { checkClock, checkPolar, checkToken } from './check-polar.ts'
import { checkBucket, checkRate, checkWay } from './check-way.ts'
import { bad, worthKnowing, type Check, type DiagnosisParts, type Finding } from './diagnosis-parts.ts'
import { knownServer, nothingKnownOf, type KnownServer } from './known-server.ts'

const CHECKS_BY_NAME: Readonly<Record<CheckName, Check>> = {
  keychain: checkKeychain,
  disk: checkDisk,
  database: checkDatabase,
  clock: checkClock,
  polar: checkPolar,
  token: checkToken,
  bucket: checkBucket,
  way: checkWay,
  rate: checkRate,
}

/** How long a check may take, in milliseconds; a keychain may be asking for its password. */
export const CHECK_LIMIT_MS = 20_000

/**
 * Makes one check. Never rejects: what goes wrong is the answer, so that no check hides another. The signal ends it
 * early. Nothing is changed by it, here or at Polar.
 */
export async function diagnose(
  parts: DiagnosisParts,
  check: CheckName,
  signal: AbortSignal,
): Promise<CheckAnswer> {
  const limit = createTimeLimit(parts.clock, signal, CHECK_LIMIT_MS, () => new NoAnswer())
  try {
    return { check, ...(await within(limit.signal, () => makeCheck(parts, check, limit.signal))) }
  } catch (error) {
    return { check, ...findingOf(error, check, parts, signal) }
  } finally {
    limit.stop()
  }
}

/** A check's time is over. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

async function makeCheck(parts: DiagnosisParts, check: CheckName, signal: AbortSignal): Promise<Finding> {
  const polar = createPolarClient({ ...parts, onDate: () => undefined })
  return CHECKS_BY_NAME[check]({ ...parts, polar, known: asFarAsKnown(parts) }, signal)
}

/** A list of uploads that cannot be read is what the check of the database tells; the others go on without it. */
function asFarAsKnown({ dataFolder, wanted, log }: DiagnosisParts): KnownServer {
  try {
    return knownServer(dataFolder, wanted.serverUrl)
  } catch (error) {
    log.warn('The list of uploads was not read for a check', { cause: String(error) })
    return nothingKnownOf(wanted.serverUrl)
  }
}

/** Also ends what hears of no signal, such as a keychain. */
function within<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(signal.reason as Error)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    else work().then(resolve, reject)
  })
}

function findingOf(
  error: unknown,
  check: CheckName,
  { log }: DiagnosisParts,
  stopping: AbortSignal,
): Finding {
  if (stopping.aborted) return worthKnowing('Not checked: it was stopped.')
  if (error instanceof NoAnswer) {
    const asking = check === 'keychain' ? ' It may be asking for its password in a window of its own.' : ''
    return bad(`There was no answer for ${CHECK_LIMIT_MS / 1000} s.${asking} Please check again.`)
  }
  // Nobody tries again here but the user.
  if (error instanceof UploadError || error instanceof KeychainError)
    return bad(error.message.replace(/ Trying again soon\.$/, ''))
  log.error(`The check of ${check} went wrong`, error)
  return bad(`This could not be checked, because of a fault in this app: ${String(error)}`)
}
