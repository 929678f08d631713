import { expect, test } from 'vitest'
import type { AccountStanding, ListedAccount } from '../../../app/contract/account-view.ts'
import type { AccountId } from '../../../app/contract/ids.ts'
import {
  accountName,
  accountOfUpload,
  dashboardOf,
  initialOf,
  accountLabel,
  accountMark,
  knownWith,
  ownerToShow,
  serverMark,
  standingWords,
} from '../../../renderer/account/describe-account.ts'
import { WORDS } from '../../../renderer/wording.ts'
import { ownAccount, signedIn } from './sample-uploads.ts'

const accountAt = (serverUrl: string, organizationName: string | null) =>
  ({ kind: 'signed-in', id: ownAccount, serverUrl, organizationName, offlineReason: null }) as const

test.each([
  ['https://api.polar.sh', 'Acme', 'Acme', null, 'polar'],
  ['https://api.polar.sh', null, 'api.polar.sh', null, 'polar'],
  ['https://sandbox-api.polar.sh', 'Acme', 'Acme', 'Sandbox', 'create-token-sandbox'],
  ['http://127.0.0.1:8000', 'Acme', 'Acme', '127.0.0.1:8000', null],
  ['http://127.0.0.1:8000', null, '127.0.0.1:8000', null, null],
])(
  'at %s, organization %s is called %s, marked %s, with the page %s',
  (url, organization, name, mark, page) => {
    const account = accountAt(url, organization)

    expect([accountName(account), serverMark(account), dashboardOf(url)]).toEqual([name, mark, page])
  },
)

test('an initial is a whole letter as people see it', () => {
  expect([initialOf('acme'), initialOf('👩‍👧 Studio'), initialOf('')]).toEqual(['A', '👩‍👧', ''])
})

const otherAccount = 'production:other' as AccountId

const listed = (id: AccountId, standing: AccountStanding, isChosen = id === ownAccount): ListedAccount => ({
  ...{ id, standing, isChosen },
  ...{ serverUrl: 'https://api.polar.sh', organizationName: id === ownAccount ? 'Acme' : 'Other' },
})

const SIGNED_IN: AccountStanding = { kind: 'signed-in' }
const REFUSED: AccountStanding = { kind: 'needs-sign-in', reason: 'The token was refused.' }
const OFFLINE: AccountStanding = { kind: 'offline', reason: 'No connection.' }

test('an account says in the menu how it stands, once that is known', () => {
  const { standings } = WORDS.account
  const words = [
    listed(ownAccount, SIGNED_IN),
    listed(otherAccount, SIGNED_IN),
    listed(ownAccount, OFFLINE),
    listed(otherAccount, REFUSED),
    listed(otherAccount, { kind: 'needs-sign-in', reason: null }),
  ].map(standingWords)

  expect(words).toEqual([standings.chosen, null, standings.offline, standings['needs-sign-in'], null])
})

test.each([
  ['chosen', SIGNED_IN, ownAccount, signedIn],
  ['of no account', SIGNED_IN, null, signedIn],
  ['of an account that is not there', SIGNED_IN, 'gone' as AccountId, signedIn],
  ['offline', OFFLINE, otherAccount, { offlineReason: 'No connection.' }],
  ['refused', REFUSED, otherAccount, { kind: 'signed-out', reason: 'The token was refused.' }],
  ['signed in', SIGNED_IN, otherAccount, { kind: 'signed-in', id: otherAccount, offlineReason: null }],
])('an upload goes by its own account: %s', (_which, standing, accountId, expected) => {
  const accounts = [listed(ownAccount, SIGNED_IN), listed(otherAccount, standing)]

  expect(accountOfUpload(accountId, accounts, signedIn)).toMatchObject(expected)
})

test('whose an upload is is shown unless it is of the chosen account or of the only one', () => {
  const [own, other] = [listed(ownAccount, SIGNED_IN), listed(otherAccount, SIGNED_IN)]
  const [left, forgotten] = ['left' as AccountId, 'forgotten' as AccountId]
  const before = { ...own, id: left, organizationName: 'Then' }
  const known = knownWith(new Map([[left, before]]), [own, other, { ...before, organizationName: 'Left' }])
  const shownAmong = (accounts: readonly ListedAccount[]) =>
    [ownAccount, otherAccount, left, forgotten, null].map((id) => ownerToShow(id, accounts, known))

  expect(shownAmong([own, other])).toEqual([null, 'Other', 'Left', WORDS.account.left, null])
  expect(shownAmong([{ ...own, isChosen: false }])).toEqual([null, 'Other', 'Left', WORDS.account.left, null])
  expect(shownAmong([])).toEqual([null, null, null, null, null])
})

test('what a token may do and lacks is said in words', () => {
  const { rights } = WORDS.account

  expect([
    rights({ mayUpload: true, mayReadName: false }),
    rights({ mayUpload: false, mayReadName: true }),
  ]).toEqual([
    'May upload files. May not read the organization’s name.',
    'May not upload files: the token lacks files:write. May read the organization’s name.',
  ])
})

test('accounts of one name at different servers are told apart wherever they are named', () => {
  const [real, sandbox, own] = [
    { ...listed(ownAccount, SIGNED_IN), organizationName: 'Studio' },
    {
      ...listed(otherAccount, SIGNED_IN),
      organizationName: 'studio',
      serverUrl: 'https://sandbox-api.polar.sh',
    },
    {
      ...listed('own:1' as AccountId, SIGNED_IN),
      organizationName: 'Studio',
      serverUrl: 'http://127.0.0.1:8000',
    },
  ]
  const alone = { ...listed('alone' as AccountId, SIGNED_IN), organizationName: 'Alone' }
  const known = knownWith(new Map(), [real, sandbox, own, alone])

  expect(
    [real, sandbox, own, alone].map((account) => [accountLabel(account, known), accountMark(account, known)]),
  ).toEqual([
    ['Studio (Production)', 'Production'],
    ['studio (Sandbox)', 'Sandbox'],
    ['Studio (127.0.0.1:8000)', '127.0.0.1:8000'],
    ['Alone', null],
  ])
  expect(ownerToShow(sandbox.id, [real, sandbox], known)).toBe('studio (Sandbox)')
})
