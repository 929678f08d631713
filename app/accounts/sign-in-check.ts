import type { SignInRequest } from '../contract/account-view.ts'
import type { AccountId } from '../contract/ids.ts'
import { tokenProblem } from '../polar/access-token.ts'
import { notPolar, tooManyRequests } from '../polar/polar-answer.ts'
import type { PolarClient } from '../polar/polar-client.ts'
import { serverUrlOf, unknownServer } from '../polar/server-url.ts'
import type { Account } from '../store/account-store.ts'
import { UploadError } from '../upload-error.ts'

/**
 * Makes sure a token is one to upload with: its shape offline, then Polar's word. Throws `UploadError` with the
 * reason it is refused.
 */
export async function checkSignIn(
  polar: PolarClient,
  request: SignInRequest,
  signal: AbortSignal,
): Promise<Account> {
  const serverUrl = serverUrlOf(request.server)
  if (serverUrl === null) throw new UploadError('rejected', unknownServer(request.server))
  const problem = tokenProblem(request.token)
  if (problem !== null) throw new UploadError('unauthorized', problem)
  const who = { serverUrl, token: request.token }
  // Whoever waits for the answer is told how long at once, instead of waiting in silence.
  const heldMs = polar.heldMs(who)
  if (heldMs > 0) throw tooManyRequests(heldMs)
  try {
    const organization = await polar.findOrganization(who, signal)
    await polar.checkMayUpload(who, signal)
    return accountOf(serverUrl, organization)
  } catch (error) {
    throw error instanceof UploadError ? asAnswered(serverUrl, error) : error
  }
}

/** No file is asked about yet: whoever answers as if, is not Polar, nor is who will not let this computer reach it. */
function asAnswered(serverUrl: string, error: UploadError): UploadError {
  if (error.code === 'network') return unreachable(serverUrl, error)
  return isAboutFile(error) ? notPolar(error.status ?? 0, { cause: error }) : error
}

const isAboutFile = ({ code }: UploadError): boolean => code === 'rejected' || code === 'session-unknown'

/** The account of an organization on a server. Its id is readable: it names the token in the keychain. */
export function accountOf(
  serverUrl: string,
  organization: { readonly id: string; readonly name: string | null } | null,
): Account {
  const id = `${serverUrl} ${organization?.id ?? 'unnamed organization'}` as AccountId
  const { id: organizationId = null, name: organizationName = null } = organization ?? {}
  return { id, serverUrl, organizationId, organizationName }
}

function unreachable(serverUrl: string, cause: UploadError): UploadError {
  // Nobody tries again but who signs in.
  const why = cause.message.replace(/ Trying again soon\.$/, '')
  return new UploadError(
    cause.isLasting ? 'not-polar' : 'network',
    `${serverUrl} cannot be reached, so the token could not be checked. ${why} Please try again.`,
    { cause },
  )
}
