/** An invariant that does not hold. */
export interface Violation {
  readonly invariant: string
  readonly message: string
  readonly atMs: number
}

/** What can be to blame for a failure; an upload may fail only for something that has really happened. */
export type Cause =
  | 'file-gone'
  | 'file-changed'
  | 'read-fault'
  | 'token'
  | 'keychain'
  | 'bad-signature'
  | 'refused-by-server'
  | 'not-fit'
  | 'damaged'
  | 'altered'
  | 'multipart-lost'
  | 'server-error'
