import type { UploadId } from '../../app/contract/ids.ts'
import { isAtRest } from '../../app/contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../../app/contract/upload-view.ts'

/** Tells tries that come to nothing from news: the same failure again, and the steps that led there, are none. */
export interface Tries {
  isNews(upload: UploadView, progress: UploadProgress): boolean
}

/** What an upload waits for, and how far it was then. */
interface Wait {
  readonly message: string
  readonly storedBytes: number
}

/** Creates it; nothing has been tried. */
export function createTries(): Tries {
  const waits = new Map<UploadId, Wait>()
  return {
    isNews({ id, state }, { storedBytes }) {
      const wait = waits.get(id)
      if (state.kind === 'waiting') {
        const { message } = state.failure
        waits.set(id, { message, storedBytes })
        return wait?.message !== message || wait.storedBytes !== storedBytes
      }
      if (wait?.storedBytes === storedBytes && !isAtRest(state)) return false
      waits.delete(id)
      return true
    },
  }
}
