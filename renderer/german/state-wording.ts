import type { Wording } from '../wording.ts'

/** What a row says of the state of its upload, in German. */
export const GERMAN_STATES: Wording['states'] = {
  amount: (done, all) => `${done} von ${all}`,
  onItsWay: (amount) => `${amount} unterwegs`,
  stored: (amount) => `${amount} gespeichert`,
  storedShare: (share, amount) => `${share} gespeichert, ${amount}`,
  checkedShare: (share, amount) => `${share} geprüft, ${amount}`,
  left: (duration) => `noch ${duration}`,
  sameAs: (name) => `schon in Polar, Byte für Byte, als „${name}“`,
  notSignedIn: 'Melde dich an, um hochzuladen',
  signedOut: 'Abgemeldet. Melde dich an, um fortzufahren.',
  queued: 'In der Warteschlange',
  checked: 'Geprüft, in der Warteschlange',
  checking: 'Prüfung vor dem Upload',
  offline: 'Keine Verbindung. Geht weiter, sobald sie zurück ist.',
  soon: 'Neuer Versuch in Kürze.',
  tryingNow: 'Neuer Versuch …',
  tryingIn: (countdown) => `Neuer Versuch in ${countdown}`,
  opening: 'Beginnt …',
  uploading: 'Wird hochgeladen',
  completing: 'Wird abgeschlossen …',
  puttingTogether: 'Polar setzt die Teile zusammen',
  paused: 'Pausiert',
  completed: 'In Polar',
  canceled: 'Abgebrochen',
}
