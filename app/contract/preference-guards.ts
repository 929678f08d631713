import { isFlag, isRecord, type Guard } from './guards.ts'
import {
  DAY_MINUTES,
  WEEKDAYS,
  type BandwidthChoice,
  type LimitRule,
  type LimitSchedule,
} from './limit-schedule.ts'
import {
  DENSITIES,
  FIRST_PREFERENCES,
  LANGUAGE_CHOICES,
  LEAST_BANDWIDTH_LIMIT,
  THEMES,
  type Density,
  type LanguageChoice,
  type Preferences,
  type Theme,
} from './preferences.ts'

/** More rules than a week has hours are a mistake. */
const MOST_RULES = 7 * 24

const isTheme: Guard<Theme> = (value): value is Theme => (THEMES as readonly unknown[]).includes(value)

const isDensity: Guard<Density> = (value): value is Density =>
  (DENSITIES as readonly unknown[]).includes(value)

const isLanguageChoice: Guard<LanguageChoice> = (value): value is LanguageChoice =>
  (LANGUAGE_CHOICES as readonly unknown[]).includes(value)

const isBandwidthChoice: Guard<BandwidthChoice> = (value): value is BandwidthChoice =>
  value === null ||
  value === 'leave-room' ||
  (typeof value === 'number' && Number.isFinite(value) && value >= LEAST_BANDWIDTH_LIMIT)

const isMinute = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0

const isLimitRule: Guard<LimitRule> = (value): value is LimitRule =>
  isRecord(value) &&
  Array.isArray(value.days) &&
  value.days.every((day) => (WEEKDAYS as readonly unknown[]).includes(day)) &&
  [value.from, value.to].every((minute) => isMinute(minute) && Number(minute) < DAY_MINUTES) &&
  isBandwidthChoice(value.limit)

const isLimitSchedule: Guard<LimitSchedule> = (value): value is LimitSchedule =>
  isRecord(value) &&
  isFlag(value.isOn) &&
  Array.isArray(value.rules) &&
  value.rules.length <= MOST_RULES &&
  value.rules.every(isLimitRule)

const PREFERENCE_GUARDS: { readonly [Name in keyof Preferences]: Guard<Preferences[Name]> } = {
  bandwidthLimit: isBandwidthChoice,
  schedule: isLimitSchedule,
  notifyCompleted: isFlag,
  notifyFailed: isFlag,
  notifyNeedsYou: isFlag,
  keepAwake: isFlag,
  askBeforeQuit: isFlag,
  theme: isTheme,
  density: isDensity,
  language: isLanguageChoice,
}

const isPreferenceName = (name: string): name is keyof Preferences => Object.hasOwn(PREFERENCE_GUARDS, name)

/** A change of what the user has chosen: nothing it does not know, and nothing that makes no sense. */
export const isPreferenceChange: Guard<Partial<Preferences>> = (value): value is Partial<Preferences> =>
  isRecord(value) &&
  Object.entries(value).every(([name, chosen]) => isPreferenceName(name) && PREFERENCE_GUARDS[name](chosen))

/** What was chosen, as far as it makes sense; what is missing or damaged is as if it was never chosen. */
export function preferencesIn(stored: Readonly<Record<string, unknown>>): Preferences {
  const known = Object.entries(stored).filter(
    ([name, chosen]) => isPreferenceName(name) && PREFERENCE_GUARDS[name](chosen),
  )
  return { ...FIRST_PREFERENCES, ...Object.fromEntries(known) }
}
