import type { DesktopWording } from '../wording.ts'

/** What the desktop says outside of the window, in German. */
export const GERMAN_DESKTOP: DesktopWording = {
  cannotStart: 'Polar Uploader kann nicht starten',
  hasToEnd: 'Polar Uploader muss beendet werden',

  menu: {
    settings: 'Einstellungen …',
    file: '&Datei',
    addFiles: 'Dateien hinzufügen …',
    addFolder: 'Ordner hinzufügen …',
    closeWindow: 'Fenster schließen',
    quit: 'Beenden',
    edit: '&Bearbeiten',
    undo: 'Widerrufen',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einsetzen',
    selectAll: 'Alles auswählen',
    view: 'D&arstellung',
    actualSize: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fullScreen: 'Vollbild ein/aus',
    developerTools: 'Entwicklerwerkzeuge ein/aus',
    uploads: '&Uploads',
    list: {
      pause: 'Pausieren',
      resume: 'Fortsetzen',
      retry: 'Erneut versuchen',
      startNow: 'Jetzt starten',
      moveToTop: 'Nach ganz oben',
      showDetails: 'Details zeigen',
      cancel: 'Abbrechen',
      remove: 'Entfernen',
      selectAll: 'Alle Uploads auswählen',
      clearFinished: 'Fertige entfernen',
    },
    pauseAll: 'Alle pausieren',
    resumeAll: 'Alle fortsetzen',
    window: 'Fenster',
    minimize: 'Im Dock ablegen',
    zoomWindow: 'Zoomen',
    toFront: 'Alle nach vorne bringen',
    services: 'Dienste',
    hide: 'Polar Uploader ausblenden',
    hideOthers: 'Andere ausblenden',
    showAll: 'Alle einblenden',
    help: 'Hilfe',
    check: 'Diesen Computer prüfen …',
    openPolar: 'Polar öffnen',
    showLogs: 'Protokolle zeigen',
    about: 'Über Polar Uploader',
    show: 'Polar Uploader zeigen',
  },

  summary: {
    uploading: (count, share) =>
      share === null ? `${count} werden hochgeladen` : `${count} werden hochgeladen, ${share}`,
    checking: (count) => `${count} werden geprüft`,
    waiting: (count) => `${count} wartend`,
    paused: (count) => `${count} pausiert`,
    nothing: 'Nichts hochzuladen',
    speed: (rate, left) => `${rate}, noch ${left}`,
  },

  announcements: {
    completed: 'Deine Datei ist in Polar',
    severalCompleted: (count) => `${count} Dateien sind in Polar`,
    signIn: 'Bitte melde dich erneut an',
    needsYou: (name) => `„${name}“ braucht dich`,
    severalNeedYou: (count) => `${count} Dateien brauchen dich`,
    failed: (name) => `„${name}“ konnte nicht hochgeladen werden`,
    severalFailed: (count) => `${count} Dateien konnten nicht hochgeladen werden`,
    andMore: (names, count) => `${names} und ${count} weitere`,
  },

  quit: {
    loss: (count) =>
      count === 1
        ? 'Wenn du jetzt beendest, beginnt ein Upload von vorn'
        : `Wenn du jetzt beendest, beginnen ${count} Uploads von vorn`,
    message: (count) =>
      count === 1 ? 'Mit 1 unfertigen Upload beenden?' : `Mit ${count} unfertigen Uploads beenden?`,
    fate: (name, words) => `„${name}“ ${words}`,
    startsOver: 'beginnt von vorn: Die Stunde ist fast um, und was gespeichert ist, geht verloren.',
    putTogether: 'ist hochgeladen und wird beim nächsten Start fertig.',
    checkedAgain: 'wird beim nächsten Start von Anfang an geprüft.',
    starts: 'beginnt beim nächsten Start.',
    goesOn: (share) => `geht beim nächsten Start bei ${share} weiter, wenn das bald genug ist.`,
    startsOverNext: 'beginnt beim nächsten Start von vorn: Die Stunde ist um.',
    goesOnBefore: (share, time) =>
      `geht bei ${share} weiter, wenn du vor ${time} wieder startest; danach beginnt es von vorn.`,
    more: {
      'starts-over': (count) => `${count} weitere ${count === 1 ? 'beginnt' : 'beginnen'} von vorn.`,
      resumes: (count) => `${count} weitere ${count === 1 ? 'geht' : 'gehen'} beim nächsten Start weiter.`,
      starts: (count) => `${count} weitere ${count === 1 ? 'beginnt' : 'beginnen'} beim nächsten Start.`,
    },
    instead: 'Schließ stattdessen das Fenster, dann laufen sie ohne es weiter.',
    keep: 'Weiter hochladen',
    quit: 'Beenden',
    quitAnyway: 'Trotzdem beenden',
    onlyLoss: 'Nur fragen, wenn sofort etwas verloren ginge',
  },

  pause: {
    loss: (count) =>
      count === 1
        ? 'Wenn du jetzt pausierst, beginnt ein Upload von vorn'
        : `Wenn du jetzt pausierst, beginnen ${count} Uploads von vorn`,
    detail: (stored) =>
      `Die Stunde, die Polar einem Upload gibt, ist fast um. Jetzt angehalten, müssen ${stored}, die schon gespeichert sind, erneut gesendet werden. Lässt du den Upload laufen, wird er fertig.`,
    keep: 'Weiter hochladen',
    pause: 'Trotzdem pausieren',
  },

  refused: {
    title: (count) =>
      count === 1 ? 'Eine Datei wurde nicht hinzugefügt' : `${count} Dateien wurden nicht hinzugefügt`,
    more: (count) => `Und ${count} weitere.`,
  },

  completed: {
    one: (name) => `„${name}“ ist schon in Polar`,
    several: (count) => `${count} Dateien sind schon in Polar`,
    oneUnchanged:
      'Größe und Datum haben sich seitdem nicht geändert, deshalb wird sie nicht noch einmal hochgeladen.',
    severalUnchanged:
      'Größe und Datum haben sich seitdem nicht geändert, deshalb werden sie nicht noch einmal hochgeladen.',
    again: 'Noch einmal hochladen',
    leave: 'So lassen',
  },

  notAFile: (name) => `„${name}“ ist keine Datei auf diesem Computer. Sichere sie zuerst.`,
  pickFiles: 'Dateien hinzufügen',
  pickFolder: 'Ordner hinzufügen',
  pick: 'Hinzufügen',
  findFile: (name) => `Wo ist „${name}“ jetzt?`,
  choose: 'Auswählen',
  saveReceipt: 'Beleg sichern',
  text: 'Text',
  saveDiagnostics: 'Diagnose sichern',
  windowFails: 'Das Fenster stürzt immer wieder ab',
  windowFailsDetail:
    'Uploads laufen ohne es weiter. Starte Polar Uploader erneut, um ein neues Fenster zu öffnen.',
}
