import { createFormats, type Formats } from './format.ts'
import { PLAIN_ENGLISH, type Speech } from './language.ts'
import { BASIC_WORDS, type BasicWording } from './wording.ts'

/** How a host speaks of uploads: a language, its formats, and the words that all hosts share. */
export interface Idiom extends Speech, Formats {
  readonly basics: BasicWording
}

/** The idiom of a language and a locale. Made once: `Intl` takes its time. */
export const createIdiom = (speech: Speech): Idiom => ({
  ...speech,
  ...createFormats(speech),
  basics: BASIC_WORDS[speech.language],
})

/** The command line's: English whatever the system's language, so that scripts may read it; times by the system's clock. */
export const COMMAND_LINE_IDIOM: Idiom = {
  ...PLAIN_ENGLISH,
  ...createFormats(PLAIN_ENGLISH, { clockLocale: undefined }),
  basics: BASIC_WORDS.en,
}
