import { counted } from '../idiom.ts'
import type { Wording } from '../wording.ts'

const uploads = (count: number): string => counted(count, 'Upload', 'Uploads')

/** What is said of several uploads that something is done to at once, in German. */
export const GERMAN_MANY: Wording['row']['many'] = {
  pause: (count) => `${uploads(count)} pausieren`,
  resume: (count) => `${uploads(count)} fortsetzen`,
  retry: (count) => `${uploads(count)} erneut versuchen`,
  startNow: (count) => `${uploads(count)} jetzt starten`,
  moveToTop: (count) => `${uploads(count)} nach ganz oben`,
  cancel: (count) => `${uploads(count)} abbrechen`,
  remove: (count) => `${uploads(count)} aus der Liste entfernen`,
}
