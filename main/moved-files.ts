import type { AddReport } from '../app/contract/add-request.ts'
import type { UploadId } from '../app/contract/ids.ts'
import type { Relocation } from '../app/contract/relocation.ts'
import type { UploadCommands } from '../app/contract/upload-api.ts'
import type { UploadView } from '../app/contract/upload-view.ts'

/** What finding moved files works with. */
export interface MovedFilesParts {
  readonly commands: Pick<UploadCommands, 'relocate' | 'add'>
  readonly find: (id: UploadId) => UploadView | undefined
  /** Asks the user where an upload's file is now; null when that is dismissed. */
  readonly pick: (upload: UploadView) => Promise<string | null>
}

/** Asks where files are, and remembers the last that was another one: its path stays out of the page. */
export interface MovedFiles {
  choose(id: UploadId): Promise<Relocation | null>
  addChosen(): Promise<AddReport | null>
}

/** Creates it; nothing has been chosen. */
export function createMovedFiles({ commands, find, pick }: MovedFilesParts): MovedFiles {
  let other: string | null = null
  return {
    async choose(id) {
      const upload = find(id)
      const path = upload === undefined ? null : await pick(upload)
      if (path === null) return null
      const outcome = await commands.relocate({ id, path })
      other = outcome.kind === 'other' ? path : null
      return outcome
    },
    async addChosen() {
      if (other === null) return null
      const path = other
      other = null
      return commands.add({ paths: [path] })
    },
  }
}
