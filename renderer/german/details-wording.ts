import { counted, formatCount } from '../idiom.ts'
import type { Wording } from '../wording.ts'

/** Everything the details of an upload say, in German. */
export const GERMAN_DETAILS: Wording['details'] = {
  close: 'Details schließen',
  parts: (count) => counted(count, 'Teil', 'Teile'),
  partsLabel: (stored, all) => `${formatCount(stored)} von ${counted(all, 'Teil', 'Teilen')} gespeichert`,
  partStates: {
    stored: 'gespeichert',
    'stored-again': 'davon erneut gesendet',
    'in-flight': 'unterwegs',
    planned: 'noch zu senden',
  },
  severalPerCell: (count) => `Jedes Quadrat steht für ${formatCount(count)} Teile.`,
  rate: 'Geschwindigkeit',
  rateLabel: 'Geschwindigkeit im Verlauf',
  noRateYet: 'Die Kurve beginnt in wenigen Sekunden.',
  figures: 'Teile und Zahlen',
  added: 'Hinzugefügt',
  inPolarSince: 'In Polar seit',
  verified: 'Bestätigt',
  verifiedBy: 'Größe und SHA-256 sind die der gesendeten Datei',
  account: 'Konto',
  several: (count) => `${formatCount(count)} Uploads ausgewählt`,
  groups: {
    active: 'Aktiv',
    waiting: 'Wartend',
    locked: 'Wartet auf Anmeldung',
    paused: 'Pausiert',
    failed: 'Fehlgeschlagen',
    canceled: 'Abgebrochen',
    completed: 'In Polar',
  },
  size: 'Größe',
  exactSize: (bytes, rounded) => `${rounded} (${bytes} Bytes)`,
  sentAgain: 'Erneut gesendet',
  hour: 'Upload läuft ab',
  hourEnds: (time) =>
    `${time}. Polar gibt einem Upload eine Stunde; fehlen dann noch Teile, beginnt er von vorn.`,
  startedOver: 'Neu begonnen',
  times: (count, reason) => {
    const times = `${formatCount(count)}-mal`
    if (reason === null) return times
    return count === 1 ? `${times} (${reason})` : `${times} (zuletzt: ${reason})`
  },
  path: 'Datei',
  checksum: 'SHA-256',
  fileId: 'Datei-ID bei Polar',
  copy: (what) => `Kopieren: ${what}`,
  timeline: 'Verlauf',
}
