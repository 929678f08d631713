/** What the app does about a failure, without being asked. */
export type Recovery =
  /** Tries again by itself, after a while. */
  | 'retry'
  /** Drops the session and sends the file anew in another one. */
  | 'reopen-session'
  /** Drops the session and cuts the file into other parts, at once. */
  | 'plan-again'
  /** Looks at the file again at once, and goes on if it is still the same. */
  | 'recheck'
  /** Waits for the user, who can mend it; retrying makes sense then. */
  | 'ask-user'
  /** Nothing to be done about this file as it is. */
  | 'give-up'

/** Every way an upload can fail, and what happens then. A new code without a recovery does not compile. */
export const RECOVERY = {
  /** No connection, a reset, a timeout: anything between us and the server. */
  network: 'retry',
  /** The server asks to slow down or has a problem of its own: 429, 5xx, S3's `SlowDown`. */
  'server-busy': 'retry',
  /** The server answers something that is not Polar: an HTML page, JSON of another shape. */
  'not-polar': 'retry',
  /** S3 received a part whose checksum is not the one announced, though the file has not changed. */
  'checksum-mismatch': 'retry',
  /** The file changed while it was being checked: something is still writing it. */
  'file-busy': 'retry',
  /** This computer's disk has no room for the upload's state. */
  'storage-full': 'retry',
  /** The presigned URLs are past their time. */
  'session-expired': 'reopen-session',
  /** Polar or S3 no longer knows the upload. */
  'session-unknown': 'reopen-session',
  /** The link is too slow for the parts the file was cut into: not all of them could start in time. */
  'parts-too-small': 'plan-again',
  /** Polar answered 500 to the completion, and does not list the file: it may be S3's refusal, or pass. */
  'completion-failed': 'retry',
  /** Polar does not put the stored parts together, however often it is asked. */
  'completion-refused': 'reopen-session',
  /** The file's time stamps or bytes are not those recorded; checking it tells what changed. */
  'file-touched': 'recheck',
  /** The system's keychain is absent or locked. */
  keychain: 'ask-user',
  /** Polar does not accept the access token, or there is none. */
  unauthorized: 'ask-user',
  /** The access token may not upload files. */
  forbidden: 'ask-user',
  /** Something between here and S3 changes what is sent, so that its signature no longer fits. */
  'request-altered': 'ask-user',
  /** The file cannot be found or read. */
  'file-missing': 'ask-user',
  /** The file's bytes are not the ones that were checked. */
  'file-changed': 'ask-user',
  /** Polar or S3 does not take this file; the message is in the server's words. */
  rejected: 'give-up',
  /** What Polar has stored is not what was sent. */
  'stored-differs': 'give-up',
  /** Anything unexpected: a bug of ours. */
  internal: 'give-up',
} as const satisfies Record<string, Recovery>

/** Names a way to fail. */
export type FailureCode = keyof typeof RECOVERY

/** Says whether a failure may come of the network: nobody answers, or somebody else does, such as a hotel's page. */
export const isAboutNetwork = (code: FailureCode): boolean => code === 'network' || code === 'not-polar'

/** A failure as data: what went wrong, in a sentence for the user that also says what to do. */
export interface UploadFailure {
  readonly code: FailureCode
  readonly message: string
}
