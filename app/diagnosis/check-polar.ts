import { formatDuration } from '../contract/format.ts'
import { tokenProblem } from '../polar/access-token.ts'
import { greetServer } from '../polar/greet-server.ts'
import { findRights } from '../polar/token-rights.ts'
import { UploadError } from '../upload-error.ts'
import { bad, good, worthKnowing, type Check, type CheckParts, type Finding } from './diagnosis-parts.ts'

/** An answer that takes longer is felt. */
const SLOW_MS = 2_000

/** Whether Polar can be reached, and how soon it answers. */
export const checkPolar: Check = async (parts, signal) => {
  const { serverUrl } = parts.known
  const { tookMs } = await greetServer(parts, serverUrl, signal)
  const answered = `${serverUrl} answered in ${Math.round(tookMs)} ms`
  if (tookMs < SLOW_MS) return good(`${answered}.`)
  return worthKnowing(
    `${answered}, which is slow. Uploads work, but starting and completing them takes longer.`,
  )
}

/** Certificates, presigned URLs and eyes forgive this much. */
const OFF_MS = 60_000

/** How far this computer's clock is from the server's. */
export const checkClock: Check = async (parts, signal) => {
  try {
    const { serverNow, hereNow } = await greetServer(parts, parts.known.serverUrl, signal)
    return serverNow === null
      ? worthKnowing('It could not be compared: the server does not say what time it is there.')
      : describeClock(hereNow - serverNow)
  } catch (error) {
    if (!(error instanceof UploadError)) throw error
    return worthKnowing('It could not be compared with Polar’s, as Polar cannot be reached.')
  }
}

/** What it means that this computer's clock is ahead of the server's by so much; behind, when it is negative. */
export function describeClock(aheadMs: number): Finding {
  if (Math.abs(aheadMs) < OFF_MS) return good('This computer’s clock and Polar’s agree to the minute.')
  const [by, where] = [formatDuration(Math.abs(aheadMs) / 1000), aheadMs > 0 ? 'ahead of' : 'behind']
  return worthKnowing(
    `This computer’s clock is ${by ?? 'months'} ${where} Polar’s. Uploads are not harmed, as they go by the servers’ clock; but the times shown here are off, and a clock that is off by days keeps programs from trusting any server. Have the system set it by itself.`,
  )
}

/** Whether Polar takes the token, and what it may do. */
export const checkToken: Check = async (parts, signal) => {
  const token = await findToken(parts)
  if (token === null) return worthKnowing('Nobody is signed in, so there is none to check. Please sign in.')
  const problem = tokenProblem(token)
  if (problem !== null) return bad(problem)
  const who = { serverUrl: parts.known.serverUrl, token }
  try {
    const { organization, rights } = await findRights(parts.polar, who, signal)
    return describeToken(organization?.name ?? null, rights.mayUpload)
  } catch (error) {
    if (!(error instanceof UploadError) || error.code !== 'network') throw error
    return worthKnowing('It could not be checked, as Polar cannot be reached. It is kept.')
  }
}

/** The token in use. Throws `KeychainError`. */
const findToken = async ({ wanted, known, keychain }: CheckParts): Promise<string | null> =>
  wanted.token ?? (known.account === null ? null : keychain.read(known.account.id))

/** What it means that Polar takes a token that names this organization, or may not, and may upload, or not. */
export function describeToken(organizationName: string | null, mayUpload: boolean): Finding {
  const accepted =
    organizationName === null ? 'Polar accepts it.' : `Polar accepts it, for “${organizationName}”.`
  const nameless =
    'It lacks organizations:read, so the organization’s name is not shown; nothing else needs that.'
  if (!mayUpload) {
    const more = organizationName === null ? ` ${nameless}` : ''
    return bad(
      `${accepted} But it lacks files:write, without which nothing can be uploaded. Please create another in Polar under Settings, Developers, Create token, and sign in with it.${more}`,
    )
  }
  if (organizationName === null) return worthKnowing(`${accepted} It may upload (files:write). ${nameless}`)
  return good(
    `${accepted} It may upload (files:write) and show the organization’s name (organizations:read); nothing more is needed.`,
  )
}
