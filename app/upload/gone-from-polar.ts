import type { AddReport } from '../contract/add-request.ts'
import type { AccountId, FileId } from '../contract/ids.ts'
import { UploadError } from '../upload-error.ts'
import type { EngineParts } from './engine-parts.ts'

type Completed = AddReport['alreadyCompleted'][number]

/**
 * Which of the files an account brought to Polar are not there any more, because somebody deleted them: Polar is asked,
 * with one call for a hundred files. None where it cannot be asked, as without a network.
 */
export async function goneFromPolar(
  { roster, accounts, polar, log }: Pick<EngineParts, 'roster' | 'accounts' | 'polar' | 'log'>,
  accountId: AccountId | null,
  completed: readonly Completed[],
  signal: AbortSignal,
): Promise<readonly Completed[]> {
  const who = accounts.who.find(accountId)
  if (who === null || completed.length === 0) return []
  const fileIdOf = ({ id }: Completed): FileId | null => {
    const state = roster.find(id)?.upload.state
    return state?.kind === 'completed' ? state.fileId : null
  }
  try {
    const asked = completed.map(fileIdOf).filter((fileId) => fileId !== null)
    const there = new Set<FileId | null>((await polar.findFiles(who, asked, signal)).map(({ id }) => id))
    const gone = completed.filter((one) => !there.has(fileIdOf(one)))
    for (const { id } of gone) roster.contents.forget(roster.find(id)?.upload ?? null)
    return gone
  } catch (error) {
    if (!(error instanceof UploadError)) throw error
    log.info('Whether completed files are still in Polar could not be asked', { code: error.code })
    return []
  }
}
