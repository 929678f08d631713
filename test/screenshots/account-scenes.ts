import type { AccountStanding, ListedAccount } from '../../app/contract/account-view.ts'
import type { AccountId } from '../../app/contract/ids.ts'
import { WORDS } from '../../renderer/wording.ts'
import { answer, everyState, LISTED, showUploads, tell, type SceneWindow } from './scene.ts'

const other = (organizationName: string, serverUrl: string, standing: AccountStanding): ListedAccount => ({
  ...{ id: `${serverUrl} ${organizationName}` as AccountId, serverUrl, organizationName, standing },
  isChosen: false,
})

const PRODUCTION = 'https://api.polar.sh'

const OTHERS: readonly ListedAccount[] = [
  other('Ines Test', 'https://sandbox-api.polar.sh', { kind: 'signed-in' }),
  other('The Society for Very Long Field Recordings and Their Names', PRODUCTION, {
    ...{ kind: 'needs-sign-in', reason: 'Polar no longer accepts the token. Please sign in again.' },
  }),
  other('Studio', 'https://polar.example.com', { kind: 'offline', reason: 'No connection.' }),
]

/** The menu of several accounts, above a list with uploads of two of them. */
export async function showAccounts(window: SceneWindow): Promise<void> {
  await answer(window, 'tokenRights', { ok: true, rights: { mayUpload: true, mayReadName: true } })
  const ofOthers = everyState().map((upload, index) => ({
    ...upload,
    view: { ...upload.view, accountId: OTHERS[index % 4]?.id ?? LISTED.id },
  }))
  await showUploads(window, ofOthers)
  await tell(window, 'accounts-changed', [LISTED, ...OTHERS])
  await window.page.getByRole('button', { name: WORDS.account.menu }).click()
  await window.page.getByText(WORDS.account.rights({ mayUpload: true, mayReadName: true })).waitFor()
}
