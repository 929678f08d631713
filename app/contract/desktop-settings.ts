/** What is set on this computer rather than in the app, or cannot be changed while it runs. */
export interface DesktopSettings {
  /** Whether the system starts the app at login; null where it could not. */
  readonly startsAtLogin: boolean | null
  /** Where uploads, settings and logs are. */
  readonly dataFolder: string
}
