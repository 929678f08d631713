import type { App } from '../../app/create-app.ts'
import type { ListedAccount } from '../../app/contract/account-view.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import { isActive, isAtRest } from '../../app/contract/upload-state.ts'
import { nothingDone, type UploadProgress, type UploadView } from '../../app/contract/upload-view.ts'
import { isSignedIn } from './pick-account.ts'
import type { Report } from './report.ts'

/**
 * Has the app work on uploads and reports on them until nothing more happens to any of them; gives them as they are
 * then. One that has lost its account before its turn came is still queued.
 */
export async function followUntilAtRest(
  app: App,
  ids: readonly UploadId[],
  report: Report,
): Promise<readonly UploadView[]> {
  const followed = await findFollowed(app, ids, report)
  return new Promise((resolve, reject) => {
    const stopAll = (): void => stops.forEach((stop) => stop())
    const endIfOver = (): void => {
      if (!followed.isOver()) return
      stopAll()
      resolve(followed.uploads())
    }
    const stops = [
      app.on('progress', (entries) => entries.forEach((entry) => followed.progressed(entry))),
      app.on('uploads-changed', (changed) => {
        for (const upload of changed) followed.changed(upload)
        endIfOver()
      }),
      app.on('accounts-changed', (accounts) => {
        followed.accountsChanged(accounts)
        endIfOver()
      }),
    ]
    followed.tellAll()
    // Also when all of them are over: starting tidies up after a process that died before it could.
    app.start(ids).then(endIfOver, (error: unknown) => {
      stopAll()
      reject(error instanceof Error ? error : new Error(String(error)))
    })
  })
}

/** What is known of the uploads that are followed; what changes is reported. */
interface Followed {
  uploads(): readonly UploadView[]
  tellAll(): void
  changed(upload: UploadView): void
  progressed(progress: UploadProgress): void
  accountsChanged(accounts: readonly ListedAccount[]): void
  /** Whether nothing more happens to any of them. */
  isOver(): boolean
}

async function findFollowed(app: App, ids: readonly UploadId[], report: Report): Promise<Followed> {
  const progress = new Map((await app.commands.progress()).map((entry) => [entry.id, entry]))
  const wanted = new Set(ids)
  const found = (await app.commands.list()).filter(({ id }) => wanted.has(id))
  const uploads = new Map(found.map((upload) => [upload.id, upload]))
  const unrested = createUnrested(found)
  const progressOf = (id: UploadId): UploadProgress => progress.get(id) ?? nothingDone(id)
  let accounts = await app.commands.accounts()
  report.accounts(accounts)
  let offlineReason: string | null = null
  // One that has no account yet goes to the chosen one.
  const isOf = ({ accountId }: UploadView, { id, isChosen }: ListedAccount): boolean =>
    accountId === null ? isChosen : id === accountId
  const canStart = (upload: UploadView): boolean =>
    accounts.some((account) => isOf(upload, account) && isSignedIn(account))

  return {
    uploads: () => [...uploads.values()],
    tellAll() {
      report.begun([...uploads.values()].filter(({ state }) => !isAtRest(state)))
      for (const upload of uploads.values()) report.changed(upload, progressOf(upload.id))
    },
    changed(upload) {
      const before = uploads.get(upload.id)
      if (before === undefined) return
      uploads.set(upload.id, upload)
      unrested.note(upload)
      if (before.state.kind !== upload.state.kind) report.changed(upload, progressOf(upload.id))
    },
    progressed(entry) {
      progress.set(entry.id, entry)
      const upload = uploads.get(entry.id)
      if (upload !== undefined) report.progressed(upload, entry)
    },
    accountsChanged(changed) {
      accounts = changed
      report.accounts(accounts)
      const concerned = accounts.filter((account) =>
        [...uploads.values()].some((upload) => isOf(upload, account)),
      )
      const reasonBefore = offlineReason
      offlineReason = concerned.map(offlineReasonOf).find((reason) => reason !== null) ?? null
      if (offlineReason !== reasonBefore) report.reachable(offlineReason)
    },
    // Without a token those at work still send what they can; those that wait for their turn wait in vain.
    isOver: () => !unrested.some((upload) => isActive(upload.state) || canStart(upload)),
  }
}

/** The uploads that are not at rest. Whether all are over is asked at every change: ten thousand are not looked through. */
function createUnrested(uploads: readonly UploadView[]) {
  const unrested = new Map<UploadId, UploadView>()
  const note = (upload: UploadView): void => {
    if (isAtRest(upload.state)) unrested.delete(upload.id)
    else unrested.set(upload.id, upload)
  }
  uploads.forEach(note)
  return {
    note,
    some(suits: (upload: UploadView) => boolean): boolean {
      for (const upload of unrested.values()) if (suits(upload)) return true
      return false
    },
  }
}

const offlineReasonOf = ({ standing }: ListedAccount): string | null =>
  standing.kind === 'offline' ? standing.reason : null
