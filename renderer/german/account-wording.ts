import type { Wording } from '../wording.ts'

/** Everything the window says of accounts, in German. */
export const GERMAN_ACCOUNT: Wording['account'] = {
  signedOut: 'Nicht angemeldet',
  menu: 'Konto:',
  list: 'Konten',
  sandbox: 'Sandbox',
  openPolar: 'Polar öffnen',
  add: 'Konto hinzufügen …',
  otherToken: 'Anderes Token verwenden …',
  signInAgain: 'Erneut anmelden …',
  signOut: 'Abmelden',
  offline: (reason) => `${reason} Uploads gehen weiter, sobald die Verbindung zurück ist.`,
  standings: {
    chosen: 'Hierhin gehen neue Dateien',
    'signed-in': null,
    offline: 'Gerade nicht erreichbar',
    'needs-sign-in': 'Du musst dich erneut anmelden',
  },
  ofAnother: (name) =>
    `Dieses Token gehört zu einem anderen Konto, „${name}“. Dorthin gehen jetzt neue Dateien.`,
  someNeedSignIn: 'Bei einem Konto musst du dich erneut anmelden.',
  asking: 'Es wird gefragt, was das Token darf …',
  rights: ({ mayUpload, mayReadName }) =>
    [
      mayUpload ? 'Darf Dateien hochladen.' : 'Darf keine Dateien hochladen: Dem Token fehlt files:write.',
      mayReadName ? 'Darf den Namen der Organisation lesen.' : 'Darf den Namen der Organisation nicht lesen.',
    ].join(' '),
  at: (name, server) => `${name} (${server})`,
  left: 'Konto abgemeldet',
  of: 'Geht an',
  signInAgainTo: 'Melde dich erneut an, mit einem Zugriffstoken von',
  addIntro:
    'Füge eine weitere Organisation hinzu, mit einem eigenen Zugriffstoken. Die anderen bleiben angemeldet.',
}
