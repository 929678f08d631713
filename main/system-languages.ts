import { app } from 'electron'
import type { SystemLanguages } from '../app/contract/language.ts'

/** What the system says of its user's languages; to be asked once the app is ready. */
export const systemLanguages = (): SystemLanguages => ({
  preferred: app.getPreferredSystemLanguages(),
  customs: app.getSystemLocale(),
})
