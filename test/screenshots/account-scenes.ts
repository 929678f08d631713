import type { AccountStanding, ListedAccount } from '../../app/contract/account-view.ts'
import type { AccountId } from '../../app/contract/ids.ts'
import { WORDS } from '../../renderer/wording.ts'
import {
  ACCOUNT,
  answer,
  everyState,
  LISTED,
  sceneUpload,
  showUploads,
  tell,
  type SceneWindow,
} from './scene.ts'

const other = (organizationName: string, serverUrl: string, standing: AccountStanding): ListedAccount => ({
  ...{ id: `${serverUrl} ${organizationName}` as AccountId, serverUrl, organizationName, standing },
  isChosen: false,
})

const PRODUCTION = 'https://api.polar.sh'
const SIGNED_IN: AccountStanding = { kind: 'signed-in' }

const LONG = 'The Society for Very Long Field Recordings and Their Names'

const OTHERS: readonly ListedAccount[] = [
  other('Ines Test', 'https://sandbox-api.polar.sh', SIGNED_IN),
  other(LONG, PRODUCTION, {
    ...{
      kind: 'needs-sign-in',
      reason:
        'Polar does not accept the access token: it was revoked, has expired, or belongs to another server. Please sign in again.',
    },
  }),
  other('Studio', 'https://polar.example.com', {
    kind: 'offline',
    reason: 'No connection: the server does not answer. Trying again soon.',
  }),
]

const SIX_MORE: readonly ListedAccount[] = [
  other('Kiosk', PRODUCTION, SIGNED_IN),
  other('Tape Club', PRODUCTION, SIGNED_IN),
  other('Tape Club', 'https://sandbox-api.polar.sh', SIGNED_IN),
  other('Forest Textures', PRODUCTION, SIGNED_IN),
  other('Nightfall Games', PRODUCTION, {
    kind: 'offline',
    reason: 'No connection: the server does not answer. Trying again soon.',
  }),
  other('Zine', PRODUCTION, SIGNED_IN),
]

/** A list with uploads of several accounts. */
export async function showOwners(window: SceneWindow, accounts = OTHERS): Promise<void> {
  const ofOthers = everyState().map((upload, index) => ({
    ...upload,
    view: { ...upload.view, accountId: OTHERS[index % 4]?.id ?? LISTED.id },
  }))
  const long = sceneUpload(
    ...([0, 'Field Recordings from the Western Isles, Winter to Spring – Disc 12.wav', 4e9] as const),
    ...([{ kind: 'queued' }, { view: { accountId: OTHERS[1]?.id ?? null } }] as const),
  )
  await showUploads(window, [long, ...ofOthers])
  await tell(window, 'accounts-changed', [LISTED, ...accounts])
}

/** The menu of accounts, with what the token of the chosen one may do. */
export async function openAccountMenu(window: SceneWindow, words = WORDS): Promise<void> {
  const rights = { mayUpload: true, mayReadName: true }
  await answer(window, 'tokenRights', { ok: true, rights })
  await window.page.getByRole('button', { name: words.account.menu }).click()
  await window.page.getByText(words.account.rights(rights)).waitFor()
}

/** That, above a list with uploads of most accounts. */
export async function showAccounts(window: SceneWindow, words = WORDS, accounts = OTHERS): Promise<void> {
  await showOwners(window, accounts)
  await openAccountMenu(window, words)
}

/** The list after someone signed in again, and the token was of another account. */
export async function showSurprise(window: SceneWindow, words = WORDS): Promise<void> {
  const { page } = window
  const [another] = OTHERS
  if (another === undefined) throw new Error('There is no other account')
  const { id, serverUrl, organizationName } = another
  const account = { ...ACCOUNT, id, serverUrl, organizationName }
  await showUploads(window, everyState())
  await tell(window, 'account-changed', { kind: 'signed-out', reason: null })
  await tell(window, 'accounts-changed', [{ ...LISTED, standing: { kind: 'needs-sign-in', reason: null } }])
  await answer(window, 'signIn', { ok: true, account, rights: { mayUpload: true, mayReadName: true } })
  await answer(window, 'account', account)
  await answer(window, 'accounts', [
    { ...LISTED, isChosen: false, standing: { kind: 'needs-sign-in', reason: null } },
    { ...another, isChosen: true },
  ])
  await page.getByRole('button', { name: words.signIn.button, exact: true }).click()
  const form = page.getByRole('dialog', { name: words.signIn.title })
  await form.getByLabel(words.signIn.token).fill('polar_oat_of_another')
  await form.getByRole('button', { name: words.signIn.button, exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByText(words.account.ofAnother(organizationName ?? '')).waitFor()
}

/** The same with more accounts than fit in. */
export const showTenAccounts = (window: SceneWindow): Promise<void> =>
  showAccounts(window, WORDS, [...OTHERS, ...SIX_MORE])
