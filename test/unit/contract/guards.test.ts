import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COMMANDS, WINDOW_COMMANDS } from '../../../app/contract/upload-api.ts'

const GUARDS = { ...COMMANDS, ...WINDOW_COMMANDS }
type Name = keyof typeof GUARDS

const ID = '0b9f7a3e-8f3c-4a53-9d1e-2f6f0a1b2c3d'
const IDS: readonly unknown[] = [[], [ID], [ID, ID]]
const NOT_IDS: readonly unknown[] = [ID, [1], ['x'], [ID.toUpperCase()], [`${ID} `], [null], { 0: ID }]
const NOTHING: readonly unknown[] = [undefined]
const RULE = { days: [0, 6], from: 0, to: 1_439, limit: 'leave-room' }
const SOMETHING: readonly unknown[] = [null, 0, '', {}, []]

/** What each command takes, and what is close to it but must be refused. */
const ARGUMENTS: Record<Name, { readonly taken: readonly unknown[]; readonly refused: readonly unknown[] }> =
  {
    offerInMenu: {
      taken: [[], ['pause'], ['selectAll', 'clearFinished']],
      refused: ['pause', ['quit'], [null], {}],
    },
    list: { taken: NOTHING, refused: SOMETHING },
    progress: { taken: NOTHING, refused: SOMETHING },
    add: {
      taken: [
        { paths: [] },
        { paths: ['/a', 'b'] },
        { paths: ['/a'], service: 'product_media', name: 'n' },
        { paths: ['/a'], service: undefined, name: undefined, again: undefined },
        { paths: ['/a'], again: true },
        { paths: ['/a'], again: false },
      ],
      refused: [
        {},
        { paths: '/a' },
        { paths: [7] },
        { paths: [], service: 'support_case_attachment' },
        { paths: [], service: null },
        { paths: [], name: 7 },
        { paths: [], again: 'yes' },
        { paths: [], again: null },
        ['/a'],
        null,
      ],
    },
    uploadAgain: { taken: IDS, refused: NOT_IDS },
    pause: { taken: IDS, refused: NOT_IDS },
    resume: { taken: IDS, refused: NOT_IDS },
    cancel: { taken: IDS, refused: NOT_IDS },
    retry: { taken: IDS, refused: NOT_IDS },
    remove: { taken: IDS, refused: NOT_IDS },
    clear: { taken: IDS, refused: NOT_IDS },
    undoClear: { taken: NOTHING, refused: SOMETHING },
    settleClear: { taken: NOTHING, refused: SOMETHING },
    cleared: { taken: NOTHING, refused: SOMETHING },
    startNow: { taken: IDS, refused: NOT_IDS },
    relocate: {
      taken: [{ id: ID, path: '/a' }],
      refused: [{ id: ID }, { id: 'x', path: '/a' }, { id: ID, path: 7 }, { id: ID, path: null }, ID, null],
    },
    chooseFile: { taken: [ID], refused: [...SOMETHING, undefined, [ID], 'x'] },
    addChosen: { taken: NOTHING, refused: SOMETHING },
    move: {
      taken: [
        { ids: [], before: null },
        { ids: [ID], before: ID },
      ],
      refused: [
        { ids: [ID] },
        { ids: ID, before: null },
        { ids: [ID], before: 7 },
        { before: null },
        [ID],
        null,
      ],
    },
    pauseAll: { taken: NOTHING, refused: SOMETHING },
    resumeAll: { taken: NOTHING, refused: SOMETHING },
    details: { taken: [ID], refused: [undefined, [ID], 'x', `${ID}\n`, 7] },
    receipt: { taken: [ID], refused: [undefined, [ID], 'x', `${ID}\n`, 7] },
    account: { taken: NOTHING, refused: SOMETHING },
    accounts: { taken: NOTHING, refused: SOMETHING },
    knownAccounts: { taken: NOTHING, refused: SOMETHING },
    chooseAccount: {
      taken: ['https://api.polar.sh x'],
      refused: [undefined, null, '', 7, ['x'], 'x'.repeat(5000)],
    },
    tokenRights: {
      taken: ['https://api.polar.sh x'],
      refused: [undefined, null, '', 7, ['x'], 'x'.repeat(5000)],
    },
    signIn: {
      taken: [
        { server: 'production', token: '' },
        { server: 'production', token: '', accountId: 'https://api.polar.sh x' },
      ],
      refused: [
        { server: 'production', token: '', accountId: 7 },
        { server: 'production' },
        { token: 't' },
        { server: 1, token: 't' },
        'production',
        null,
        [],
      ],
    },
    signOut: { taken: [undefined, 'https://api.polar.sh x'], refused: [null, '', 7, ['x'], {}] },
    notices: { taken: NOTHING, refused: SOMETHING },
    preferences: { taken: NOTHING, refused: SOMETHING },
    changePreferences: {
      taken: [
        {},
        ...[null, 'leave-room', 16_384, 5e9].map((bandwidthLimit) => ({ bandwidthLimit })),
        { theme: 'dark', keepAwake: false, askBeforeQuit: true, notifyFailed: false },
        { schedule: { isOn: true, rules: [] } },
        { schedule: { isOn: false, rules: [RULE, { ...RULE, days: [], limit: null }] } },
      ],
      refused: [
        { bandwidthLimit: 'leave room' },
        { theme: 'blue' },
        { keepAwake: 1 },
        { notifyCompleted: null },
        { schedule: [] },
        { schedule: { isOn: true } },
        { schedule: { isOn: true, rules: [{ ...RULE, days: [7] }] } },
        { schedule: { isOn: true, rules: [{ ...RULE, from: -1 }] } },
        { schedule: { isOn: true, rules: [{ ...RULE, to: 1_440 }] } },
        { schedule: { isOn: true, rules: [{ ...RULE, from: 0.5 }] } },
        { schedule: { isOn: true, rules: [{ ...RULE, limit: 0 }] } },
        { schedule: { isOn: true, rules: Array.from({ length: 169 }, () => RULE) } },
        { constructor: true },
        { bandwidthLimit: 0 },
        { bandwidthLimit: 16_383 },
        { bandwidthLimit: Infinity },
        { bandwidthLimit: NaN },
        { bandwidthLimit: '1 MB' },
        { bandwidthLimit: undefined },
        { currentAccount: 'x' },
        null,
        [],
        undefined,
      ],
    },
    limit: { taken: NOTHING, refused: SOMETHING },
    takeRequest: { taken: NOTHING, refused: SOMETHING },
    desktopSettings: { taken: NOTHING, refused: SOMETHING },
    showDataFolder: { taken: NOTHING, refused: SOMETHING },
    startAtLogin: { taken: [true, false], refused: [undefined, null, 0, 'true'] },
    dismissNotice: { taken: ['', 'damaged-list'], refused: [undefined, 7, ['x']] },
    pick: { taken: ['files', 'folder'], refused: ['file', '', undefined, ['files']] },
    pasteFiles: { taken: NOTHING, refused: SOMETHING },
    showInFolder: { taken: [ID], refused: ['/etc/passwd', `${ID}\n`, [ID], undefined] },
    check: {
      taken: ['keychain', 'rate'],
      refused: ['', 'Keychain', 'constructor', 7, null, undefined, ['disk']],
    },
    stopChecking: { taken: NOTHING, refused: SOMETHING },
    saveDiagnostics: { taken: NOTHING, refused: SOMETHING },
    about: { taken: NOTHING, refused: SOMETHING },
    licenses: { taken: NOTHING, refused: SOMETHING },
    saveReceipt: { taken: [ID], refused: [undefined, [ID], '/etc/passwd'] },
    openPage: {
      taken: ['polar', 'create-token-production'],
      refused: ['https://polar.sh', 'toString', '__proto__', undefined, ['polar']],
    },
  }

describe.each(Object.entries(ARGUMENTS))('the command %s', (name, { taken, refused }) => {
  const accepts = GUARDS[name as Name]

  test.each(taken.map((argument) => [argument]))('takes %o', (argument) => {
    expect(accepts(argument)).toBe(true)
  })

  test.each(refused.map((argument) => [argument]))('refuses %o', (argument) => {
    expect(accepts(argument)).toBe(false)
  })
})

test('no check throws, whatever crosses from another process', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withSparseArray: true }), (value) => {
      for (const accepts of Object.values(GUARDS)) expect(typeof accepts(value)).toBe('boolean')
    }),
  )
})
