import type { Idiom } from '../app/contract/idiom.ts'

/** Puts a sentence of the app into another language; one it does not know stays as it is. */
export type Translate = (sentence: string) => string

/**
 * Sentences by their English pattern. What changes in a sentence is a placeholder with a name: `{file}` is taken over
 * as it is, `{amount:size}` is a number, size, rate or duration and written by the locale, `{date:day}` is a day, and
 * `{say:why}` is a sentence or phrase of the catalog itself, or several in a row.
 */
export type Catalog = Readonly<Record<string, string>>

interface Pattern {
  readonly matcher: RegExp
  readonly names: readonly string[]
  readonly translation: string
}

const PLACEHOLDER = /\{([\w:]+)\}/g

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function patternOf([english, translation]: readonly [string, string]): Pattern {
  const names = [...english.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
  const literals = english.split(/\{[\w:]+\}/).map(escaped)
  return { matcher: new RegExp(`^${literals.join('(.*?)')}$`, 's'), names, translation }
}

/** How much of a pattern is fixed; the one that says most is tried first. */
const fixedLength = (english: string): number => english.replace(PLACEHOLDER, '').length

/** Translates by a catalog into the language of an idiom. */
export function createTranslator(catalog: Catalog, idiom: Idiom): Translate {
  const patterns = Object.entries(catalog)
    .filter(([english]) => english.includes('{'))
    .sort(([a], [b]) => fixedLength(b) - fixedLength(a))
    .map(patternOf)

  const byPattern = (text: string): string | null => {
    for (const { matcher, names, translation } of patterns) {
      const match = matcher.exec(text)
      if (match === null) continue
      const values = new Map(names.map((name, index) => [name, match[index + 1] ?? '']))
      return translation.replace(PLACEHOLDER, (_all, name: string) => render(name, values.get(name) ?? ''))
    }
    return null
  }
  const render = (name: string, value: string): string => {
    if (name.startsWith('amount:')) return amountIn(value, idiom)
    if (name.startsWith('date:')) return dateIn(value, idiom)
    return name.startsWith('say:') ? translate(value) : value
  }
  const known = (text: string): string | null =>
    Object.hasOwn(catalog, text) ? (catalog[text] ?? null) : (severalKnown(text) ?? byPattern(text))

  /** Sentences in a row, all of them known: a pattern that ends in a placeholder would take the others for its value. */
  const severalKnown = (text: string): string | null => {
    for (const [first, rest] of splitsOf(text)) {
      const [begun, gone] = [known(first), known(rest)]
      if (begun !== null && gone !== null) return `${begun} ${gone}`
    }
    return null
  }

  const translate: Translate = (text) => known(text) ?? text
  return translate
}

/** The text in two, after each of its sentences but the last. */
function splitsOf(text: string): readonly (readonly [first: string, rest: string])[] {
  return [...text.matchAll(/\. /g)].map(({ index }) => [text.slice(0, index + 1), text.slice(index + 2)])
}

const NUMBER = /\d[\d,]*(?:\.\d+)?/g

/** A number, size or duration as the app's English has it, as the locale has it. */
function amountIn(text: string, { locale, basics }: Idiom): string {
  const { fewSeconds, about } = basics.durations
  if (text === 'a few seconds') return fewSeconds
  if (text.startsWith('about ')) return about(text.slice('about '.length))
  return text
    .replace(/(\d+) d\b/, (_all, days: string) => basics.durations.days(Number(days)))
    .replace(NUMBER, (digits) => {
      const fraction = digits.split('.')[1]?.length ?? 0
      const format = { minimumFractionDigits: fraction, maximumFractionDigits: fraction }
      return Number(digits.replaceAll(',', '')).toLocaleString(locale, format)
    })
}

/** A day as the app's English has it, as the locale has it. */
function dateIn(text: string, { locale }: Idiom): string {
  const epochMs = Date.parse(text)
  return Number.isNaN(epochMs) ? text : new Date(epochMs).toLocaleDateString(locale, { dateStyle: 'long' })
}
