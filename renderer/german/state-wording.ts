import type { Wording } from '../wording.ts'

/** What a row says of the state of its upload, in German. */
export const GERMAN_STATES: Wording['states'] = {
  amount: (done, all) => `${done} von ${all}`,
  stored: (amount) => `${amount} gespeichert`,
  storedShare: (share, amount) => `${share} gespeichert, ${amount}`,
  checkedShare: (share, amount) => `${share} geprüft, ${amount}`,
  left: (duration) => `noch ${duration}`,
  sameAs: (name) => `schon in Polar, Byte für Byte, als „${name}“`,
  waitingForSignIn: 'Wartet auf die Anmeldung',
  waitingForOwnSignIn: 'Wartet auf die Anmeldung bei der eigenen Organisation',
  waitingForTurn: 'Wartet, bis er an der Reihe ist',
  checked: (next) => `Geprüft. ${next}`,
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
