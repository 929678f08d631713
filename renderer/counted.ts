import { formatCount, LOCALE } from '../app/contract/format.ts'

const plural = new Intl.PluralRules(LOCALE)

/** A count with its noun: “1 upload”, “12 uploads”. */
export const counted = (count: number, one: string, other: string): string =>
  `${formatCount(count)} ${plural.select(count) === 'one' ? one : other}`
