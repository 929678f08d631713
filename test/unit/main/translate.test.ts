import { expect, test } from 'vitest'
import { describeRoom } from '../../../app/diagnosis/check-here.ts'
import { describeClock, describeToken } from '../../../app/diagnosis/check-polar.ts'
import { describeRate, describeWay } from '../../../app/diagnosis/check-way.ts'
import { GERMAN_SENTENCES } from '../../../main/german/sentences.ts'
import { hostLanguage } from '../../../main/host-language.ts'
import { translateIn } from '../../../main/translate-payload.ts'
import { spokenSentences } from '../../support/spoken-sentences.ts'

const { translate } = hostLanguage({ language: 'de', locale: 'de' })

/** Whether a text is in there, or each of its sentences. */
const isIn = (catalog: string, text: string): boolean =>
  catalog.includes(text) || text.split(/(?<=\.) /).every((sentence) => catalog.includes(sentence))

/** Of the app's texts these are never shown: for keychains, files and logs. */
const NEVER_SHOWN = [
  'Not a secret: written to see whether',
  'a line that is no entry',
  'The run was stopped:',
  'the version is',
]

test('no sentence that the app can say is missing in German', () => {
  const english = Object.keys(GERMAN_SENTENCES)
    .map((pattern) => pattern.replace(/\{[\w:]+\}/g, '{}'))
    .join('\n')
  const pieces = spokenSentences().flatMap(({ file, text }) =>
    text
      .split('{}')
      .flatMap((piece) => (piece.trim().split(' ').length > 2 ? [`${file}: ${piece.trim()}`] : [])),
  )
  const missing = pieces.filter(
    (piece) =>
      !isIn(english, piece.slice(piece.indexOf(': ') + 2)) &&
      !NEVER_SHOWN.some((text) => piece.includes(text)),
  )

  expect(pieces.length).toBeGreaterThan(100)
  expect(missing).toEqual([])
})

test('what the checks put together is German as a whole', () => {
  const way = (trustedBy: 'everybody' | 'this-computer' | 'nobody', proxy: string | null) =>
    describeWay('https://api.polar.sh', { proxy, certificate: { signedBy: 'R3', trustedBy, problem: null } })
  const said = [
    ...[describeRoom(5e9, '/data'), describeRoom(5e6, '/data')],
    ...[describeClock(0), describeClock(4e6), describeClock(-5_000), describeClock(1e12)],
    ...[
      describeToken(null, true),
      describeToken('A', true),
      describeToken(null, false),
      describeToken('A', false),
    ],
    ...[way('everybody', null), way('this-computer', 'http://p'), way('nobody', null)],
    ...[null, 1e5, 1e7].map((bytesPerSecond) =>
      describeRate({ bytesPerSecond, lastCompletedAt: 1e12, bandwidthLimit: null }),
    ),
    describeRate({ bytesPerSecond: 1e7, lastCompletedAt: null, bandwidthLimit: 1e6 }),
  ].map(({ message }) => translate(message))

  expect(said.filter((text) => /\b(?:the|is|it|and|which|not)\b/i.test(text))).toEqual([])
  expect(translate(`${way('everybody', null).message} ${way('everybody', null).message}`)).not.toContain(
    'reached',
  )
})

test.each([
  [
    'The file has grown from 1,234 to 5,000,000 bytes since it was checked. Upload the new version, or remove this upload.',
    'Die Datei ist seit der Prüfung von 1.234 auf 5.000.000 Bytes gewachsen. Lade die neue Version hoch oder entferne diesen Upload.',
  ],
  [
    'No connection: the name of the server is not found. Trying again soon.',
    'Keine Verbindung: Der Name ist nicht zu finden (Server). Neuer Versuch in Kürze.',
  ],
  [
    'Past uploads reached 12.4 MB/s, the last completed on November 23, 2026. No test upload is made, as it would leave a trace in your Polar.',
    'Frühere Uploads erreichten 12,4 MB/s; der letzte wurde am 23. November 2026 abgeschlossen. Es gibt keinen Test-Upload, weil er eine Spur in deinem Polar hinterließe.',
  ],
  [
    'What Polar stored is not the file that was sent: its size is 999 bytes, its parts differ. Please do not use it, and upload the file again.',
    'Was Polar gespeichert hat, ist nicht die gesendete Datei: ihre Größe ist 999 Bytes, ihre Teile weichen ab. Bitte verwende sie nicht und lade die Datei noch einmal hoch.',
  ],
  [
    'No connection: the name of the server is not found.',
    'Keine Verbindung: Der Name ist nicht zu finden (Server).',
  ],
  ['“1,000.5 $& {name}.zip” became shorter while it was read. It is checked again.', null],
  ['Nobody has ever said this.', 'Nobody has ever said this.'],
])('%s', (english, german) => {
  expect(translate(english)).toBe(
    german ??
      '„1,000.5 $& {name}.zip“ wurde kürzer, während die Datei gelesen wurde. Sie wird noch einmal geprüft.',
  )
})

test('only sentences are translated on their way to the window, never a name', () => {
  const view = {
    name: 'Avatars',
    state: { kind: 'failed', failure: { code: 'x', message: 'Please sign in first.' } },
  }

  expect(translateIn(view, translate)).toEqual({
    ...view,
    state: { kind: 'failed', failure: { code: 'x', message: 'Bitte melde dich zuerst an.' } },
  })
})
