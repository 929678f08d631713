import { PLAIN_ENGLISH } from '../../app/contract/language.ts'
import { hostLanguage, type HostLanguage } from '../../main/host-language.ts'

/** The desktop as it speaks plain English, whatever the computer that tests speaks. */
export const ENGLISH_HOST: HostLanguage = hostLanguage(PLAIN_ENGLISH)
