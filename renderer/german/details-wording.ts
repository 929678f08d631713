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
  facts: 'Angaben',
  size: 'Größe',
  exactSize: (bytes, rounded) => `${rounded} (${bytes} Bytes)`,
  sent: 'Bisher gesendet',
  sentAgain: 'Davon unterwegs verloren',
  hour: 'Die Stunde',
  hourEnds: (time) =>
    `Bis ${time}. Polar gibt einem Upload eine Stunde: Was bis dahin nicht unterwegs ist, lässt ihn neu beginnen.`,
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
