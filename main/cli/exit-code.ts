/** What the command line ends with; scripts rely on these. */
export const EXIT = {
  completed: 0,
  failed: 1,
  usage: 2,
  notSignedIn: 3,
  /** As shells have it for a program ended by an interrupt. */
  interrupted: 130,
} as const

/** One of them. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
