import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadsClient } from '../uploads-client.ts'
import type { UploadsStore } from '../uploads-store.ts'
import type { ValueStore } from '../value-store.ts'

/** The search for the file of an upload. */
export interface MovedFileSearch {
  readonly id: UploadId
  readonly name: string
  /** Why the file chosen is not the one; null while it is being compared. */
  readonly refusal: string | null
}

interface Parts {
  readonly client: UploadsClient
  readonly uploads: UploadsStore
  readonly movedFile: ValueStore<MovedFileSearch | null>
}

/** Has the user choose where an upload's file is now, and keeps what came of it until it is decided. */
export function createMovedFileSearch(
  { client, uploads, movedFile }: Parts,
  run: (command: Promise<unknown>) => void,
) {
  return (id: UploadId): void => {
    const name = uploads.view(id)?.name ?? ''
    movedFile.set({ id, name, refusal: null })
    const chosen = client.commands.chooseFile(id).then(
      (outcome) => movedFile.set(outcome?.kind === 'other' ? { id, name, refusal: outcome.message } : null),
      (error: unknown) => {
        movedFile.set(null)
        throw error
      },
    )
    run(chosen)
  }
}
