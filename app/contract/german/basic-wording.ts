import type { BasicWording } from '../wording.ts'

/** What the window and the desktop say alike, in German. */
export const GERMAN_BASICS: BasicWording = {
  durations: {
    fewSeconds: 'ein paar Sekunden',
    about: (duration) => `etwa ${duration}`,
    seconds: (count) => `${count} s`,
    minutes: (count) => `${count} min`,
    hours: (count) => `${count} h`,
    days: (count) => (count === 1 ? '1 Tag' : `${count} Tage`),
  },

  hour: {
    forecast: (duration, speed) => `${duration} bei deinen ${speed}`,
    pausingLoses: 'jetzt pausieren heißt von vorn beginnen',
    tooLate: 'zu spät, um fortzufahren: beginnt von vorn',
    resumeBefore: (time, share) => `vor ${time} fortsetzen, um ${share} zu behalten`,
    keptUntil: (time, share) => `${share} bleiben bis ${time} erhalten`,
    startedOver: (times) =>
      times === 1
        ? 'einmal neu begonnen, weil die Stunde um war'
        : `${times}-mal neu begonnen, weil die Stunde um war`,
  },

  timeline: {
    added: 'Hinzugefügt',
    checked: 'Geprüft: alle Prüfsummen berechnet',
    opened: 'Upload bei Polar eröffnet',
    'all-stored': 'Alle Teile bei S3 gespeichert',
    completed: 'Abgeschlossen: Polar hat Größe, Prüfsumme und Teile bestätigt',
    waited: 'Vor einem neuen Versuch gewartet',
    'part-broke': 'Ein Teil wurde erneut gesendet',
    'session-lost': 'Neu begonnen: Die Stunde von Polar war um, oder Polar hat den Upload verworfen',
    failed: 'Fehlgeschlagen',
    paused: 'Pausiert',
    canceled: 'Abgebrochen',
    resumed: 'Fortgesetzt',
    interrupted: 'Unterbrochen: Die App wurde geschlossen',
  },
  often: (count, last) => `, ${count}-mal bis ${last}`,

  receipt: {
    title: (name) => `Beleg für ${name}`,
    file: 'Datei',
    name: 'Name bei Polar',
    size: 'Größe',
    fileId: 'Datei-ID (Polar)',
    added: 'Hinzugefügt',
    completed: 'Abgeschlossen',
    took: 'Sendedauer',
    average: (duration, speed) => `${duration}, durchschnittlich ${speed}`,
    sent: 'Gesendet',
    sentAgain: 'Erneut gesendet',
    none: 'nichts',
    exactBytes: (bytes, rounded) => `${bytes} Bytes (${rounded})`,
    toCheck: 'So prüfst du eine Kopie der Datei: sha256sum DATEI muss die SHA-256 von oben ausgeben.',
    timeline: 'Verlauf',
    answer: 'Antwort von Polar',
    parts: (count) => `Teile (${count}): Nummer, Bytes von und bis, SHA-256, ETag`,
    more: (count) => `… und ${count} weitere`,
  },

  checks: {
    keychain: 'Schlüsselbund',
    disk: 'Laufwerk',
    database: 'Liste der Uploads',
    clock: 'Uhr',
    polar: 'Polar',
    token: 'Zugriffstoken',
    bucket: 'Speicher bei S3',
    way: 'Proxy und Verschlüsselung',
    rate: 'Geschwindigkeit',
  },
  verdicts: { good: 'Gut', 'worth-knowing': 'Gut zu wissen', bad: 'Schlecht' },
}
