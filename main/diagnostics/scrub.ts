import { redact, withoutNames } from '../redact.ts'

/** Something private, and what to write instead. */
export interface Secret {
  readonly text: string
  readonly instead: string
}

/** Shorter names are part of too many words that mean nothing. */
const LEAST_LENGTH = 3

/**
 * Makes of what is private how to take it out of a text, in clear or as a URL has it; where one private text begins with
 * another, the longer counts. Goes through a text once, however many there are: lists have ten thousand files.
 */
export function scrubber(secrets: readonly Secret[]): (text: string) => string {
  const byStart = new Map<string, Secret[]>()
  for (const form of secrets.flatMap(formsOf).sort((a, b) => b.text.length - a.text.length)) {
    const start = form.text.slice(0, LEAST_LENGTH)
    const others = byStart.get(start)
    if (others === undefined) byStart.set(start, [form])
    else others.push(form)
  }
  const replaceKnown = (text: string): string => {
    let [clean, from] = ['', 0]
    for (let at = 0; at + LEAST_LENGTH <= text.length; at += 1) {
      const found = byStart
        .get(text.slice(at, at + LEAST_LENGTH))
        ?.find((one) => text.startsWith(one.text, at))
      if (found === undefined) continue
      clean += text.slice(from, at) + found.instead
      from = at + found.text.length
      at = from - 1
    }
    return clean + text.slice(from)
  }
  return (text) => replaceKnown(redact(text))
}

const formsOf = ({ text, instead }: Secret): readonly Secret[] =>
  text.length < LEAST_LENGTH
    ? []
    : [...new Set([text, encodeURI(text), encodeURIComponent(text)])].map((form) => ({ text: form, instead }))

/** A value with every text in it changed; the names of its fields stay. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, kept]) => [name, mapTexts(kept, change)]))
}

/** A text that may be anybody's: without what is known to be private, and without all that looks like a name. */
export const withoutAnyNames = (text: string, scrub: (text: string) => string): string =>
  withoutNames(scrub(text))

/** A log without what is private; lines that are no entries are left out. */
export const scrubLog = (log: string, scrub: (text: string) => string): string =>
  log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${cleanLine(line, scrub)}\n`)
    .join('')

function cleanLine(line: string, scrub: (text: string) => string): string {
  try {
    return JSON.stringify(mapTexts(JSON.parse(line), (text) => withoutAnyNames(text, scrub)))
  } catch {
    return '{"message":"[a line that is no entry]"}'
  }
}
