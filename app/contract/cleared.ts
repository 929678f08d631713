/** Uploads that were taken off the list a moment ago, and can be put back. */
export interface Cleared {
  readonly count: number
}
