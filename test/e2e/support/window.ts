import { expect, type Locator, type Page } from '@playwright/test'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import type { UploadView } from '../../../app/contract/upload-view.ts'
import type { Filter } from '../../../renderer/upload-list/list-view.ts'
import { describeState } from '../../../renderer/upload-list/describe-state.ts'
import { WORDS } from '../../../renderer/wording.ts'
import { knownUploads } from '../../support/app-window.ts'

/** One upload's row. */
export interface Row {
  readonly whole: Locator
  /** One of its buttons, by its words. */
  readonly button: (label: string) => Locator
}

/** The row of the upload with that name. */
export function rowOf(page: Page, name: string): Row {
  const whole = page.getByRole('row', { name, exact: true })
  return {
    whole,
    button: (label) => whole.getByRole('button', { name: WORDS.row.labelled(label, name), exact: true }),
  }
}

/** The names of all rows in sight, from the top. */
export const rowNames = (page: Page): Promise<readonly string[]> =>
  page
    .getByRole('grid', { name: WORDS.list })
    .getByRole('row')
    .evaluateAll((rows) =>
      rows.map(
        (row) => document.getElementById(row.getAttribute('aria-labelledby') ?? '')?.textContent ?? '',
      ),
    )

/** What chooses a part of the list, when that has so many uploads. */
export const filterWith = (page: Page, filter: Filter, count: number): Locator =>
  page.getByRole('radio', { name: `${WORDS.toolbar.filters[filter]} ${count}`, exact: true })

/** The button that says who is signed in. */
export const accountButton = (page: Page, organizationName: string): Locator =>
  page.getByRole('button', { name: `${WORDS.account.menu} ${organizationName}` })

/** The form to sign in with, wherever in the window it is. */
export function signInForm(page: Page): Locator {
  const { title } = WORDS.signIn
  return page.getByRole('region', { name: title }).or(page.getByRole('dialog', { name: title }))
}

/** Fills in the form and submits it; what comes of it is the window's to show. */
export async function submitSignIn(page: Page, server: { readonly url: string; readonly token: string }) {
  const form = signInForm(page)
  await form.getByText(WORDS.signIn.servers.other).click()
  await form.getByLabel(WORDS.signIn.serverUrl).fill(server.url)
  await form.getByLabel(WORDS.signIn.token).fill(server.token)
  await form.getByRole('button', { name: WORDS.signIn.button, exact: true }).click()
}

/** Signs in, and waits until the window is. */
export async function signIn(page: Page, server: { readonly url: string; readonly token: string }) {
  await submitSignIn(page, server)
  await expect(signInForm(page)).toHaveCount(0)
}

/** Signs in to an account that is there, at its server, and waits until the window is. */
export async function signInAgain(page: Page, token: string) {
  const form = signInForm(page)
  await form.getByLabel(WORDS.signIn.token).fill(token)
  await form.getByRole('button', { name: WORDS.signIn.button, exact: true }).click()
  await expect(form).toHaveCount(0)
}

const SOME_UPLOAD = {
  ...{
    id: '',
    position: 1,
    name: 'file',
    path: '/file',
    sizeBytes: 1,
    service: 'downloadable',
    accountId: null,
  },
  ...{ addedAt: 0, fileChecksum: null, partCount: 1, sessionsLost: 0, lossReason: null },
} as unknown as Omit<UploadView, 'state'>

/** How a row says that it is in a state. */
export const phraseOf = (state: UploadState): string =>
  describeState({ ...SOME_UPLOAD, state }, { progress: undefined, account: null, now: 0, today: 0 }).phrase

/** How a row says that its upload is in Polar. */
export const IN_POLAR = phraseOf({ kind: 'completed', completedAt: 0 } as unknown as UploadState)

/** Waits until an upload has that many bytes stored, as the app itself counts them. */
export async function untilStored(page: Page, name: string, bytes: number): Promise<void> {
  const stored = async (): Promise<number> => {
    const { uploads, progress } = await knownUploads(page)
    const id = uploads.find((upload) => upload.name === name)?.id
    return progress.find((one) => one.id === id)?.storedBytes ?? 0
  }
  await expect.poll(stored).toBe(bytes)
}
