/** What the app is, what it runs on, and where it keeps things. */
export interface About {
  readonly version: string
  /** Null on the command line, which runs without it. */
  readonly electron: string | null
  readonly chromium: string | null
  readonly node: string
  readonly sqlite: string
  /** The system, its version and its processor: `linux 6.8.0 (x64)`. */
  readonly system: string
  /** The folder with the list of uploads. */
  readonly dataFolder: string
  /** The folder with the log. */
  readonly logFolder: string
}

/** What of the help a menu can ask for. */
export type HelpTopic = 'check' | 'about'
