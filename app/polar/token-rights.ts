import type { TokenRights } from '../contract/account-view.ts'
import { UploadError } from '../upload-error.ts'
import type { Credentials, Organization, PolarClient } from './polar-client.ts'

/** What a token may do, and whose it is; null when it may not say. */
export interface KnownRights {
  readonly rights: TokenRights
  readonly organization: Organization | null
}

/**
 * Finds out what a token may do: Polar has no question for that of an organization's token, but refuses for want of a
 * scope before it looks at anything else. Changes nothing. Throws `UploadError` when the token is not accepted at all.
 *
 * What a user's role forbids stays unknown until a file is opened: of a file that is not there, Polar says 404 whatever
 * the role.
 */
export async function findRights(
  polar: Pick<PolarClient, 'findOrganization' | 'checkMayUpload'>,
  who: Credentials,
  signal: AbortSignal,
): Promise<KnownRights> {
  const organization = await polar.findOrganization(who, signal)
  const mayUpload = await isAllowed(polar.checkMayUpload(who, signal))
  return { rights: { mayUpload, mayReadName: organization !== null }, organization }
}

async function isAllowed(asked: Promise<void>): Promise<boolean> {
  try {
    await asked
    return true
  } catch (error) {
    if (error instanceof UploadError && error.code === 'forbidden') return false
    throw error
  }
}
