/** The locale of all wording, and so of all numbers in it. */
export const LOCALE = 'en'

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 })

/** A count, with the digits grouped. */
export const formatCount = (count: number): string => whole.format(count)

/** Bytes in decimal units, as file managers show them: 80.2 GB, 340 KB, 12 B. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  // From there on it would be written as 1,000.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${(unit < 2 || value >= 99.95 ? whole : tenths).format(value)} ${UNITS[unit] ?? ''}`
}

/** Bytes per second: 12.4 MB/s. */
export const formatRate = (bytesPerSecond: number): string => `${formatBytes(bytesPerSecond)}/s`

/** Bytes per second as providers of lines count them: 86 Mbit/s. */
export function formatBitRate(bytesPerSecond: number): string {
  const [count = '', unit = ''] = formatBytes(bytesPerSecond * 8).split(' ')
  return `${count} ${unit === 'B' ? 'bit' : unit.replace('B', 'bit')}/s`
}

/** A share of the whole, rounded down so that 100% means all of it. */
export const formatPercent = (fraction: number): string => percent.format(Math.floor(fraction * 100) / 100)

const inMinutes = (minutes: number): string => {
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (minutes < 60) return `about ${minutes} min`
  if (days > 0) return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

/**
 * A time to wait, as exact as an estimate deserves: about 40 s, about 3 min, 1 h 12 min, 2 d 3 h. Null when it means
 * nothing: no time at all, or no end in sight.
 */
export function formatDuration(seconds: number): string | null {
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 90 * 86_400) return null
  if (seconds < 10) return 'a few seconds'
  const fives = Math.ceil(seconds / 5) * 5
  if (fives < 60) return `about ${fives} s`
  const minutes = Math.max(1, Math.round(seconds / 60))
  return inMinutes(minutes)
}

/** Time until a moment that is known exactly: 12 s, 2 min. Null when it has come. */
export function formatCountdown(untilMs: number, nowMs: number): string | null {
  const seconds = Math.ceil((untilMs - nowMs) / 1000)
  if (seconds <= 0) return null
  if (seconds < 100) return `${seconds} s`
  return inMinutes(Math.ceil(seconds / 60)).replace('about ', '')
}

const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })

/** A moment of today as a clock on the wall of this computer shows it: 14:32, or 2:32 PM where that is the custom. */
export const formatTime = (epochMs: number): string => clockTime.format(epochMs)

const clockMoment = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium' })

/** A moment on this computer's clock: “Nov 23, 2026, 2:32:05 PM”. */
export const formatMoment = (epochMs: number): string => clockMoment.format(epochMs)
