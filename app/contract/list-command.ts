/** What the application's menu can ask of the list, in the order of the menu. */
export const LIST_COMMANDS = [
  ...(['pause', 'resume', 'retry', 'startNow', 'moveToTop', 'showDetails'] as const),
  ...(['cancel', 'remove', 'selectAll', 'clearFinished'] as const),
] as const

/** One of them. All but the last two are about what is selected. */
export type ListCommand = (typeof LIST_COMMANDS)[number]

/** Some of them. */
export const isListCommandList = (value: unknown): value is readonly ListCommand[] =>
  Array.isArray(value) && value.every((one) => (LIST_COMMANDS as readonly unknown[]).includes(one))
