/** The languages the app speaks. English is the source; whatever another lacks of it does not compile. */
export const LANGUAGES = ['en', 'de'] as const

/** One of them. */
export type Language = (typeof LANGUAGES)[number]

/** What each is called by those who speak it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' }

/** Which way each is written. */
export const DIRECTIONS: Readonly<Record<Language, 'ltr' | 'rtl'>> = { en: 'ltr', de: 'ltr' }

/** A language, and the locale whose customs numbers, dates and times follow in it. */
export interface Speech {
  readonly language: Language
  /** A BCP 47 tag of that language, such as `de-AT`. */
  readonly locale: string
}

/** What is spoken where nothing is known of the user: on the command line, in logs and in receipts for programs. */
export const PLAIN_ENGLISH: Speech = { language: 'en', locale: 'en' }

/** What the system says of its user's languages. */
export interface SystemLanguages {
  /** BCP 47 tags, the best first. */
  readonly preferred: readonly string[]
  /** The tag whose customs the system follows; empty when it says nothing of them. */
  readonly customs: string
}

const partsOf = (tag: string): Intl.Locale | null => {
  try {
    return new Intl.Locale(tag)
  } catch {
    return null
  }
}

const isLanguage = (tag: string | undefined): tag is Language =>
  (LANGUAGES as readonly (string | undefined)[]).includes(tag)

/**
 * The language to speak: the one chosen, else the first of the system's that the app speaks, else English. Customs
 * are those of the system's region in that language: words in English and a system in France make `en-FR`, with a
 * decimal comma and the 24 hours, but no French names of months amid English.
 */
export function speechFor(choice: 'system' | Language, { preferred, customs }: SystemLanguages): Speech {
  const known = preferred.map((tag) => partsOf(tag)?.language).find(isLanguage)
  const language = choice === 'system' ? (known ?? 'en') : choice
  const region = [customs, ...preferred].map((tag) => partsOf(tag)?.region).find((tag) => tag !== undefined)
  return { language, locale: region === undefined ? language : `${language}-${region}` }
}

/** How the host tells its page what to speak: the query of the page's URL. */
export const speechQuery = ({ language, locale }: Speech): string => `language=${language}&locale=${locale}`

/** The other way round; plain English for whatever says no language. */
export function speechInQuery(query: string): Speech {
  const words = new Map(query.replace(/^\?/, '').split('&').map(nameAndValue))
  const [language, locale] = [words.get('language'), words.get('locale')]
  if (!isLanguage(language)) return PLAIN_ENGLISH
  return { language, locale: partsOf(locale ?? '')?.language === language ? (locale ?? language) : language }
}

const nameAndValue = (pair: string): [string, string] => {
  const [name = '', value = ''] = pair.split('=')
  return [name, value]
}

/** The type of a wording in any language, from the English one: the same entries, any words. */
export type Worded<Source> = Source extends string
  ? string
  : Source extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Name in keyof Source]: Worded<Source[Name]> }
