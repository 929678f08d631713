import { LANGUAGES } from './language.ts'
import type { BandwidthChoice, LimitSchedule } from './limit-schedule.ts'

/** Colors as the system has them, or always light or dark. */
export const THEMES = ['system', 'light', 'dark'] as const

/** One of them. */
export type Theme = (typeof THEMES)[number]

/** The system's language as far as the app speaks it, or always one of them. */
export const LANGUAGE_CHOICES = ['system', ...LANGUAGES] as const

/** One of them. */
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number]

/** How high the list's rows are; by itself, compact once there are more than a handful. */
export const DENSITIES = ['automatic', 'comfortable', 'compact'] as const

/** One of them. */
export type Density = (typeof DENSITIES)[number]

/** What the user has chosen, for all accounts. */
export interface Preferences {
  /** What all uploads together may send, at least `LEAST_BANDWIDTH_LIMIT`, at hours the schedule says nothing of. */
  readonly bandwidthLimit: BandwidthChoice
  readonly schedule: LimitSchedule
  /** What is told to someone who is not looking at the window. */
  readonly notifyCompleted: boolean
  readonly notifyFailed: boolean
  readonly notifyNeedsYou: boolean
  /** Whether the computer stays awake while uploads are at work. */
  readonly keepAwake: boolean
  /** Whether quitting amid uploads asks first, also when nothing would be lost at once. */
  readonly askBeforeQuit: boolean
  readonly theme: Theme
  readonly density: Density
  readonly language: LanguageChoice
}

/** What holds until something else is chosen. */
export const FIRST_PREFERENCES: Preferences = {
  bandwidthLimit: null,
  schedule: { isOn: false, rules: [] },
  notifyCompleted: true,
  notifyFailed: true,
  notifyNeedsYou: true,
  keepAwake: true,
  askBeforeQuit: true,
  theme: 'system',
  density: 'automatic',
  language: 'system',
}

/** Below this S3 would take connections for dead; 16 KiB a second. */
export const LEAST_BANDWIDTH_LIMIT = 16 * 1024
