import { WORDS } from './wording.ts'

/** A failure's message without its promise to try again, for where it is said beside it when that will be. */
export function reasonAlone(message: string): string {
  const { soon } = WORDS.states
  return message.endsWith(soon) ? message.slice(0, -soon.length).trimEnd() : message
}
