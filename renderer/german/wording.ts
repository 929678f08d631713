import { counted, formatBytes, formatCount } from '../idiom.ts'
import type { Wording } from '../wording.ts'
import { GERMAN_ACCOUNT } from './account-wording.ts'
import { GERMAN_CONFIRM } from './confirm-wording.ts'
import { GERMAN_DETAILS } from './details-wording.ts'
import { GERMAN_HELP } from './help-wording.ts'
import { GERMAN_MANY } from './many-wording.ts'
import { GERMAN_SETTINGS } from './settings-wording.ts'
import { GERMAN_STATES } from './state-wording.ts'

/** Everything the window says, in German. */
export const GERMAN: Wording = {
  appName: 'Polar Uploader',
  problem: (message) => `Das hat nicht geklappt. ${message}`,
  dismiss: 'Ausblenden',
  close: 'Schließen',

  addFiles: 'Dateien hinzufügen …',
  addFolder: 'Ordner hinzufügen …',
  pauseAll: 'Alle pausieren',
  resumeAll: 'Alle fortsetzen',

  account: GERMAN_ACCOUNT,

  signIn: {
    title: 'Bei Polar anmelden',
    intro: 'Lade Dateien jeder Größe in deine Organisation, mit einem deiner Zugriffstoken.',
    banner: 'Melde dich an, um hochzuladen. Was du hinzufügst, wartet in der Liste.',
    button: 'Anmelden',
    checking: 'Anmeldung läuft …',
    server: 'Server',
    servers: { production: 'Produktion', sandbox: 'Sandbox', other: 'Anderer …' },
    serverUrl: 'Adresse des Servers',
    serverUrlExample: 'https://polar.example.com',
    token: 'Zugriffstoken der Organisation',
    tokenExample: 'polar_oat_…',
    tokenMissing: 'Füge zuerst ein Zugriffstoken ein.',
    tryAgainIn: (duration: string) => `Versuch es in ${duration} wieder.`,
    serverMissing: 'Gib zuerst die Adresse des Servers ein.',
    keychain: 'Es bleibt im Schlüsselbund deines Systems und nirgends sonst.',
    howTo: 'Woher bekomme ich ein Token?',
    howToOpen: 'Öffne in Polar',
    howToPath: 'Settings → Developers → Create token',
    howToScopes: 'Wähle ein Ablaufdatum (Expiration) und die Rechte',
    howToWrite: 'zum Hochladen und',
    howToRead: 'für den Namen deiner Organisation.',
    howToPaste: 'Kopiere das Token, das nur einmal angezeigt wird, und füge es hier ein.',
    places:
      'Deine Dateien bleiben, wo sie sind. Die Liste der Uploads und ein Protokoll liegen auf diesem Computer; wo genau, steht unter Hilfe.',
    openPage: 'Polar öffnen',
    cancel: 'Abbrechen',
  },

  empty: {
    title: 'Dateien oder Ordner hier ablegen',
    explanation:
      'Sie werden geprüft, in Teilen hochgeladen und von Polar bestätigt. Schließ das Fenster, verlier das WLAN: Es geht weiter.',
    choose: 'oder Dateien auswählen …',
  },
  dropOverlay: (count) =>
    count === 1 ? 'Zum Hochladen ablegen' : `${formatCount(count)} Objekte zum Hochladen ablegen`,
  dropOverlayDetail: 'Ordner werden mit ihrem ganzen Inhalt hochgeladen, Systemdateien ausgelassen.',

  added: {
    underWay: 'Was du hinzugefügt hast, wird durchgesehen …',
    nothing: 'Nichts hinzuzufügen.',
    added: (count, bytes) => `${counted(count, 'Datei', 'Dateien')} hinzugefügt, ${formatBytes(bytes)}.`,
    leftOut: (count) => `${counted(count, 'Systemdatei', 'Systemdateien')} ausgelassen.`,
    alreadyThere: (count) => `${counted(count, 'war', 'waren')} schon da.`,
    alreadyCompleted: (count) => `${counted(count, 'Datei ist', 'Dateien sind')} schon unverändert in Polar.`,
    renamed: (count) => `${counted(count, 'Name', 'Namen')} für Polar angepasst.`,
    refused: (count) => `${counted(count, 'Datei', 'Dateien')} nicht hinzugefügt:`,
    more: (count) => `… und ${formatCount(count)} weitere.`,
    became: (from, to) => `${from} → ${to}`,
    showNames: 'Namen anzeigen',
    show: (count) => (count === 1 ? 'Zeigen' : 'Alle zeigen'),
    uploadAgain: (count) => `${counted(count, 'Datei', 'Dateien')} noch einmal hochladen`,
  },

  toolbar: {
    label: 'Was angezeigt wird',
    filter: 'Anzeigen',
    filters: {
      all: 'Alle',
      active: 'Aktiv',
      waiting: 'Wartend',
      completed: 'Fertig',
      failed: 'Fehler',
      canceled: 'Abgebrochen',
    },
    search: 'Uploads nach Name oder Ordner durchsuchen',
    searchExample: 'Suchen',
    sortedBy: (order) => `Sortierung: ${order}`,
    sorts: { queue: 'Upload-Reihenfolge', name: 'Name', size: 'Größe', newest: 'Neueste zuerst' },
    nothingIn: {
      all: 'Es gibt keine Uploads.',
      active: 'Gerade wird nichts hochgeladen.',
      waiting: 'Nichts wartet.',
      completed: 'Noch ist nichts fertig.',
      failed: 'Nichts ist fehlgeschlagen.',
      canceled: 'Nichts wurde abgebrochen.',
    },
    nothingFound: (words) => `Keine Uploads passen zu „${words}“.`,
    showAll: 'Alle anzeigen',
  },

  bandwidth: {
    title: 'Bandbreite begrenzen',
    button: 'Unbegrenzt',
    limited: (rate) => `Höchstens ${rate}`,
    none: 'Unbegrenzt: so schnell, wie die Verbindung es zulässt',
    leaveRoom: 'Bis zu 80 % der Verbindung nutzen',
    leavingRoom: 'Platz für andere',
    leavingRoomAt: (rate) => `Platz für andere: ${rate}`,
    measuring: 'Während Uploads laufen, wird die Verbindung einige Sekunden lang mit voller Last gemessen.',
    measured: (rate) => `Die Verbindung schafft gemessene ${rate}.`,
    usualTitle: 'Bandbreite zu den übrigen Zeiten',
    scheduled: 'So will es dein Zeitplan.',
    scheduledUntil: (time) => `So will es dein Zeitplan bis ${time}.`,
    usualUntil: (time) => `Ab ${time} gilt nach deinem Zeitplan etwas anderes.`,
    schedule: 'Andere Grenze zu bestimmten Zeiten …',
    slider: 'Bandbreite',
    note: 'Für alle Uploads zusammen. Gilt sofort.',
  },

  list: 'Uploads',
  sections: { canceled: 'Abgebrochen', today: 'Heute', yesterday: 'Gestern' },
  row: {
    pause: 'Pausieren',
    resume: 'Fortsetzen',
    tryNow: 'Jetzt versuchen',
    cancel: 'Upload abbrechen',
    remove: 'Aus der Liste entfernen',
    retry: 'Erneut versuchen',
    uploadAgain: 'Noch einmal hochladen',
    signInAgain: 'Erneut anmelden',
    uploadNewVersion: 'Neue Version hochladen',
    chooseFile: 'Datei auswählen …',
    skip: 'Überspringen',
    skipReason: (sameAs) => `Auslassen: Sie ist schon in Polar, als „${sameAs}“`,
    startNow: 'Jetzt starten',
    moveToTop: 'Nach ganz oben',
    many: GERMAN_MANY,
    more: 'Weitere Aktionen',
    details: 'Details',
    openPolar: 'In Polar zu einem Produkt hinzufügen …',
    receipt: 'Beleg …',
    showInFolder: 'Im Ordner zeigen',
    copyChecksum: 'SHA-256 kopieren',
    copyPath: 'Pfad kopieren',
    copied: 'Kopiert.',
    notCopied: 'Konnte nicht in die Zwischenablage kopiert werden.',
    labelled: (label, name) => `${label}: ${name}`,
    progress: (name) => `Fortschritt von ${name}`,
  },

  confirm: GERMAN_CONFIRM,

  states: GERMAN_STATES,
  details: GERMAN_DETAILS,

  receipt: {
    title: 'Beleg',
    intro: (name) => `„${name}“ ist in Polar, Byte für Byte. Upload bestätigt.`,
    copy: 'Kopieren',
    save: 'Sichern …',
  },

  help: GERMAN_HELP,
  settings: GERMAN_SETTINGS,

  summary: {
    label: 'Übersicht',
    remaining: (bytes) => `noch ${bytes}`,
    partsInFlight: (count) => `${counted(count, 'Teil', 'Teile')} unterwegs`,
    timeLeft: (duration) => `noch ${duration}`,
    retryAll: 'Fehlgeschlagene erneut versuchen',
    clear: 'Fertige entfernen',
    selected: (count, bytes) => `${formatCount(count)} ausgewählt, ${bytes}`,
    cleared: (count) => `${formatCount(count)} aus der Liste entfernt.`,
    undo: 'Rückgängig',
    restored: (count) => `${counted(count, 'Upload ist', 'Uploads sind')} wieder in der Liste.`,
    movedTo: (place, all) => `Auf Platz ${formatCount(place)} von ${formatCount(all)} verschoben.`,
    dragged: (count) => counted(count, 'Upload', 'Uploads'),
    comparing: (name) => `Die Datei wird mit dem verglichen, was von „${name}“ geprüft wurde …`,
    addAsNew: 'Als neuen Upload hinzufügen',
    chooseAnother: 'Andere auswählen …',
  },

  announce: {
    uploading: (name) => `${name} wird hochgeladen.`,
    completed: (name) => `${name} ist in Polar.`,
    failed: (name, message) => `${name} ist fehlgeschlagen. ${message}`,
    waiting: (name, message) => `${name} wartet. ${message}`,
    paused: (name) => `${name} ist pausiert.`,
    canceled: (name) => `${name} ist abgebrochen.`,
    stored: (name, percent) => `${name}: ${percent} gespeichert.`,
    many: {
      uploading: (count) => `${counted(count, 'Upload hat', 'Uploads haben')} begonnen.`,
      completed: (count) => `${counted(count, 'Upload ist', 'Uploads sind')} in Polar.`,
      failed: (count) => `${counted(count, 'Upload ist', 'Uploads sind')} fehlgeschlagen.`,
      waiting: (count) => `${counted(count, 'Upload wartet', 'Uploads warten')}.`,
      paused: (count) => `${counted(count, 'Upload ist', 'Uploads sind')} pausiert.`,
      canceled: (count) => `${counted(count, 'Upload ist', 'Uploads sind')} abgebrochen.`,
    },
  },
}
