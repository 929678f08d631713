import { counted } from '../idiom.ts'

/** What is said of several uploads that something is done to at once. */
export const MANY_WORDS = {
  pause: (count: number) => `Pause ${counted(count, 'upload', 'uploads')}`,
  resume: (count: number) => `Resume ${counted(count, 'upload', 'uploads')}`,
  retry: (count: number) => `Try ${counted(count, 'upload', 'uploads')} again`,
  startNow: (count: number) => `Start ${counted(count, 'upload', 'uploads')} now`,
  moveToTop: (count: number) => `Move ${counted(count, 'upload', 'uploads')} to the top`,
  cancel: (count: number) => `Cancel ${counted(count, 'upload', 'uploads')}`,
  remove: (count: number) => `Remove ${counted(count, 'upload', 'uploads')} from list`,
} as const
