const RESTS = ['paused', 'failed', 'canceled', 'completed']
const ACTIVE = ['hashing', 'opening', 'uploading', 'completing']

/** What is remembered of one upload, as far as its commits tell. */
export interface UploadMirror {
  readonly id: string
  path: string
  /** The account it is for, as the app names it; null until somebody is signed in. */
  account: string | null
  /** Whose that account really is. */
  organization: number | null
  /** The account it is to be for in this process, where that could not be stored. */
  meantFor: string | null
  state: string
  /** Its place in the queue. */
  position: number
  sizeBytes: number
  failureCode: string | null
  /** Its last try failed, and no part of it has been stored since. */
  hasFailed: boolean
  readonly parts: Map<number, { readonly bytes: number; etag: string | null }>
  /** Bytes of the parts that have an ETag. */
  storedBytes: number
  session: { readonly fileId: string; readonly multipartId: string } | null
  /** Every file ever opened for it. */
  readonly fileIds: string[]
  /** The user has asked for something to be done with it since it came to rest. */
  isTouched: boolean
  /** How many such wishes the app has not answered yet. */
  wishes: number
  /** States that could not be stored: it may be in one of them by now. */
  readonly unstored: Set<string>
}

/** What a commit says of an upload, behind its kind and the upload's id. */
export type NoteValues = readonly (string | number | null)[]

/** The mirror of an upload that was just added for an account of that organization. */
export function mirrorOf(id: string, values: NoteValues, organization: number | null): UploadMirror | null {
  const [state, path] = values.slice(0, 2).map(String)
  const [sizeBytes, position] = values.slice(2, 4).map(Number)
  if (state === undefined || path === undefined || sizeBytes === undefined || position === undefined) {
    return null
  }
  return {
    ...{ id, state, path, sizeBytes, position },
    ...{ account: values[4] as string | null, organization },
    ...{ meantFor: null, failureCode: null, hasFailed: false, session: null },
    ...{ isTouched: true, wishes: 0, storedBytes: 0 },
    ...{ parts: new Map(), fileIds: [], unstored: new Set() },
  }
}

/** Enough of an upload's id to tell it from others in a trace. */
export const short = (id: string): string => id.slice(-4)

/** The states in which a run is at work. */
export const isActiveState = (state: string): boolean => ACTIVE.includes(state)

/** The states in which nothing more happens by itself. */
export const isRestState = (state: string): boolean => RESTS.includes(state)

/** Whether it has ended for good, or until somebody wants it again. */
export const isOver = (state: string): boolean => state === 'completed' || state === 'canceled'
