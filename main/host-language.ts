import { createIdiom, type Idiom } from '../app/contract/idiom.ts'
import { speechFor, type Speech, type SystemLanguages } from '../app/contract/language.ts'
import type { CurrentPreferences } from './current-preferences.ts'
import { createCurrentValue, type CurrentValue } from './current-value.ts'
import { GERMAN_SENTENCES } from './german/sentences.ts'
import { createTranslator, type Translate } from './translate.ts'
import { DESKTOP_WORDS, type DesktopWording } from './wording.ts'

/** All the desktop needs to speak a language. */
export interface HostLanguage {
  readonly idiom: Idiom
  readonly words: DesktopWording
  /** Puts the app's own sentences, which are English at their source, into the language. */
  readonly translate: Translate
}

/** The language as the desktop speaks it. */
export function hostLanguage(speech: Speech): HostLanguage {
  const idiom = createIdiom(speech)
  return {
    idiom,
    words: DESKTOP_WORDS[speech.language],
    translate: speech.language === 'en' ? (sentence) => sentence : createTranslator(GERMAN_SENTENCES, idiom),
  }
}

/** The language that is spoken now. */
export type CurrentLanguage = CurrentValue<HostLanguage>

/** Follows the language that the user chooses from here on. */
export function followLanguage(preferences: CurrentPreferences, system: SystemLanguages): CurrentLanguage {
  let choice = preferences.get().language
  const current = createCurrentValue(hostLanguage(speechFor(choice, system)))
  preferences.onChange((chosen) => {
    if (chosen.language === choice) return
    choice = chosen.language
    current.set(hostLanguage(speechFor(choice, system)))
  })
  return current
}
