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
  title: {
    cancel: (count: number) => `Cancel ${counted(count, 'upload', 'uploads')}?`,
    remove: (count: number) => `Remove ${counted(count, 'upload', 'uploads')}?`,
    pause: (count: number) => `Pause ${counted(count, 'upload', 'uploads')} now?`,
  },
  keep: { cancel: 'Keep them', remove: 'Keep them', pause: 'Keep uploading' },
  confirm: { cancel: 'Cancel uploads', remove: 'Remove', pause: 'Pause anyway' },
  nothingLost: 'Nothing of them is stored yet. They stay on the list and can be uploaded again.',
} as const
