import { counted, formatCount } from '../idiom.ts'
import type { Wording } from '../wording.ts'

const uploads = (count: number): string => counted(count, 'Upload', 'Uploads')

const verb = (count: number, one: string, other: string): string =>
  `${formatCount(count)} ${count === 1 ? one : other}`

/** What is asked before something is lost or put off, in German. */
export const GERMAN_CONFIRM: Wording['confirm'] = {
  title: {
    cancel: (name) => `„${name}“ abbrechen?`,
    remove: (name) => `„${name}“ aus der Liste entfernen?`,
    pause: (name) => `„${name}“ jetzt pausieren?`,
    signOut: (name) => `Von ${name} abmelden?`,
  },
  titleOfMany: {
    cancel: (count) => `${uploads(count)} abbrechen?`,
    remove: (count) => `${uploads(count)} aus der Liste entfernen?`,
    both: (canceled, removed) =>
      `${uploads(canceled)} abbrechen und ${formatCount(removed)} aus der Liste entfernen?`,
    pause: (count) => `${uploads(count)} jetzt pausieren?`,
  },
  thrownAway: (stored) =>
    `Die bisher hochgeladenen ${stored} werden verworfen. Lädst du später noch einmal hoch, beginnt es von vorn.`,
  losses: {
    begun: (count, stored) =>
      `${verb(count, 'ist', 'sind')} zum Teil hochgeladen: ${stored} werden verworfen.`,
    notBegun: (count) => `${verb(count, 'wurde', 'wurden')} noch nicht hochgeladen.`,
    noneBegun: 'Davon wurde noch nichts hochgeladen.',
    canBeUploadedAgain:
      'Abgebrochene Uploads bleiben in der Liste und können noch einmal hochgeladen werden.',
    failedBegun: (count, stored) =>
      `${verb(count, 'fehlgeschlagener Upload verschwindet', 'fehlgeschlagene Uploads verschwinden')} aus der Liste: ${stored} werden verworfen.`,
    failed: (count) =>
      `${verb(count, 'fehlgeschlagener Upload verschwindet', 'fehlgeschlagene Uploads verschwinden')} aus der Liste.`,
    canceled: (count) =>
      `${verb(count, 'abgebrochener Upload verschwindet', 'abgebrochene Uploads verschwinden')} aus der Liste.`,
    completed: (count) =>
      `${verb(count, 'Upload ist in Polar und verschwindet', 'Uploads sind in Polar und verschwinden')} aus der Liste, nicht aus Polar.`,
  },
  pauseLoses: (stored) =>
    `Die Stunde, die Polar einem Upload gibt, ist fast um. Wenn du jetzt pausierst, müssen die bisher hochgeladenen ${stored} noch einmal gesendet werden. Lässt du ihn laufen, wird er fertig.`,
  pauseLosesOf: (count, stored) =>
    `Die Stunde, die Polar einem Upload gibt, ist für ${formatCount(count)} davon fast um. Wenn du jetzt pausierst, müssen die bisher hochgeladenen ${stored} noch einmal gesendet werden.`,
  signOut: {
    waiting: (count) =>
      `${uploads(count)} dieses Kontos ${count === 1 ? 'ist' : 'sind'} noch nicht fertig und ${count === 1 ? 'wartet' : 'warten'}, bis du dich wieder anmeldest.`,
    kept: (stored, time) =>
      time === null
        ? `Die bisher hochgeladenen ${stored} bleiben eine Weile erhalten.`
        : `Die bisher hochgeladenen ${stored} bleiben erhalten, wenn es bis ${time} weitergeht.`,
    lost: (count, stored) =>
      `Für ${formatCount(count)} davon ist die Stunde, die Polar einem Upload gibt, fast um: ${stored} müssen noch einmal gesendet werden.`,
    stay: 'Angemeldet bleiben',
    confirm: 'Abmelden',
  },
  keepIt: 'Behalten',
  keepThem: 'Behalten',
  keepUploading: 'Weiter hochladen',
  pause: 'Trotzdem pausieren',
  give: {
    cancel: (count) => (count === 1 ? 'Upload abbrechen' : 'Uploads abbrechen'),
    remove: () => 'Aus der Liste entfernen',
    both: () => 'Abbrechen und entfernen',
  },
}
