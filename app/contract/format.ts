import { dayOf } from './day.ts'
import { PLAIN_ENGLISH, type Speech } from './language.ts'
import { once } from './once.ts'
import { BASIC_WORDS, type BasicWording } from './wording.ts'

/** Numbers, sizes, times and durations, as one locale writes them. */
export interface Formats {
  /** A count, with the digits grouped. */
  readonly formatCount: (count: number) => string
  /** Bytes in decimal units, as file managers show them: 80.2 GB, 340 KB, 12 B. */
  readonly formatBytes: (bytes: number) => string
  /** Bytes per second: 12.4 MB/s. */
  readonly formatRate: (bytesPerSecond: number) => string
  /** A share of the whole, rounded down so that 100% means all of it. */
  readonly formatPercent: (fraction: number) => string
  /**
   * A time to wait, as exact as an estimate deserves: about 40 s, about 3 min, 1 h 12 min, 2 d 3 h. Null when it means
   * nothing: no time at all, or no end in sight.
   */
  readonly formatDuration: (seconds: number) => string | null
  /** Time until a moment that is known exactly: 12 s, 2 min. Null when it has come. */
  readonly formatCountdown: (untilMs: number, nowMs: number) => string | null
  /** A moment of today as a clock on the wall shows it: 14:32, or 2:32 PM where that is the custom. */
  readonly formatTime: (epochMs: number) => string
  /** A moment on this computer's clock: “Nov 23, 2026, 2:32:05 PM”. */
  readonly formatMoment: (epochMs: number) => string
  /** A moment of the past: the time alone where it is of the day that began at `today`, else “Nov 23, 2026, 2:32 PM”. */
  readonly formatWhen: (epochMs: number, today: number) => string
  /** A day: “Monday, November 23, 2026”. */
  readonly formatDay: (epochMs: number) => string
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const

/** The formats of a locale. Times of the day may follow another: `undefined` for the one this process runs in. */
export function createFormats(
  { language, locale }: Speech,
  { clockLocale }: { readonly clockLocale: string | undefined } = { clockLocale: locale },
): Formats {
  const percent = once(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }))
  const clockTime = once(() => new Intl.DateTimeFormat(clockLocale, { timeStyle: 'short' }))
  const clockMoment = once(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
  )
  const moment = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }))
  const day = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'full' }))
  return {
    ...amountFormats(locale),
    ...durationFormats(BASIC_WORDS[language].durations),
    formatPercent: (fraction) => percent().format(Math.floor(fraction * 100) / 100),
    formatTime: (epochMs) => clockTime().format(epochMs),
    formatMoment: (epochMs) => clockMoment().format(epochMs),
    formatWhen: (epochMs, today) => (dayOf(epochMs) === today ? clockTime() : moment()).format(epochMs),
    formatDay: (epochMs) => day().format(epochMs),
  }
}

type AmountFormats = Pick<Formats, 'formatCount' | 'formatBytes' | 'formatRate'>

function amountFormats(locale: string): AmountFormats {
  const whole = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }))
  const tenths = once(
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  )
  const formatBytes = (bytes: number): string => {
    let value = bytes
    let unit = 0
    // From there on it would be written as 1,000.
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000
      unit += 1
    }
    return `${(unit < 2 || value >= 99.95 ? whole : tenths)().format(value)} ${UNITS[unit] ?? ''}`
  }
  return {
    formatCount: (count) => whole().format(count),
    formatBytes,
    formatRate: (bytesPerSecond) => `${formatBytes(bytesPerSecond)}/s`,
  }
}

function durationFormats(
  words: BasicWording['durations'],
): Pick<Formats, 'formatDuration' | 'formatCountdown'> {
  const hoursAndMore = (minutes: number): string => {
    const hours = Math.floor(minutes / 60)
    const days = Math.floor(hours / 24)
    const [greater, lesser] =
      days > 0
        ? [words.days(days), hours % 24 === 0 ? null : words.hours(hours % 24)]
        : [words.hours(hours), minutes % 60 === 0 ? null : words.minutes(minutes % 60)]
    return lesser === null ? greater : `${greater} ${lesser}`
  }
  return {
    formatDuration(seconds) {
      if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 90 * 86_400) return null
      if (seconds < 10) return words.fewSeconds
      const fives = Math.ceil(seconds / 5) * 5
      if (fives < 60) return words.about(words.seconds(fives))
      const minutes = Math.max(1, Math.round(seconds / 60))
      return minutes < 60 ? words.about(words.minutes(minutes)) : hoursAndMore(minutes)
    },
    formatCountdown(untilMs, nowMs) {
      const seconds = Math.ceil((untilMs - nowMs) / 1000)
      if (seconds <= 0) return null
      if (seconds < 100) return words.seconds(seconds)
      const minutes = Math.ceil(seconds / 60)
      return minutes < 60 ? words.minutes(minutes) : hoursAndMore(minutes)
    },
  }
}

/** As the command line and the app's own sentences write them. */
export const { formatCount, formatBytes, formatRate, formatPercent, formatDuration } =
  createFormats(PLAIN_ENGLISH)
