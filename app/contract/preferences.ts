/** What the user has chosen, for all accounts. */
export interface Preferences {
  /** Bytes a second that all uploads together may take, at least `LEAST_BANDWIDTH_LIMIT`; null for all there is. */
  readonly bandwidthLimit: number | null
}

/** What holds until something else is chosen. */
export const FIRST_PREFERENCES: Preferences = { bandwidthLimit: null }

/** Below this S3 would take connections for dead; 16 KiB a second. */
export const LEAST_BANDWIDTH_LIMIT = 16 * 1024
