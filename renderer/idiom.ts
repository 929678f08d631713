import { once } from '../app/contract/once.ts'
import { createIdiom, type Idiom } from '../app/contract/idiom.ts'
import { speechInQuery } from '../app/contract/language.ts'

/** The page's URL, which there is none of outside of a page. */
const { location } = globalThis as { readonly location?: Pick<Location, 'search'> }

/** How this window speaks: as its host says in the page's URL, and for as long as the page lives. */
export const IDIOM: Idiom = createIdiom(speechInQuery(location?.search ?? ''))

/** Numbers, sizes and times as this window writes them. */
export const {
  formatBytes,
  formatCount,
  formatCountdown,
  formatDay,
  formatDuration,
  formatMoment,
  formatPercent,
  formatRate,
  formatTime,
  formatWhen,
} = IDIOM

const hours = once(() => new Intl.DateTimeFormat(IDIOM.locale, { hour: 'numeric' }))

/** What a time field has as its `lang`, to count the hours as this window does elsewhere. */
export function clockLocale(): string {
  const { hourCycle } = hours().resolvedOptions()
  return hourCycle === undefined ? IDIOM.locale : `${IDIOM.locale}-u-hc-${hourCycle}`
}

const plural = once(() => new Intl.PluralRules(IDIOM.language))

/** So many of something: “1 file”, “12 files”. For languages that tell one from all others. */
export const counted = (count: number, one: string, other: string): string =>
  `${formatCount(count)} ${plural().select(count) === 'one' ? one : other}`
