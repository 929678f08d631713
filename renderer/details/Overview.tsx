import { dashboardOf, accountLabel } from '../account/describe-account.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { formatBytes, formatCount, formatMoment } from '../idiom.ts'
import { describeState } from '../upload-list/describe-state.ts'
import { StateBar } from '../upload-list/StateBar.tsx'
import { useNow } from '../use-now.ts'
import { useToday } from '../use-today.ts'
import { useAccountOf, useUpload, useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { Fact } from './Fact.tsx'

const words = WORDS.details

interface Props {
  readonly upload: UploadView
}

/** How it stands, as its row says it. */
function State({ upload }: Props) {
  const { progress } = useUpload(upload.id)
  const account = useAccountOf(upload.accountId)
  const isTicking = upload.state.kind === 'waiting' || (progress?.deadline ?? null) !== null
  const context = { progress, account, now: useNow(isTicking), today: useToday() }
  const { phrase, facts, tone, bar } = describeState(upload, context)
  return (
    <div className="details-state" data-tone={tone} data-state={upload.state.kind}>
      <p className="row-phrase details-phrase">{phrase}</p>
      {bar && <StateBar name={upload.name} bar={bar} />}
      {upload.state.kind !== 'completed' && facts.length > 0 && (
        <p className="details-note">{facts.join(' · ')}</p>
      )}
    </div>
  )
}

/** What comes after an upload. */
function NextSteps({ upload: { id, accountId } }: Props) {
  const { client, run, receipt } = useWindowState()
  const account = useAccountOf(accountId)
  const page = account?.kind === 'signed-in' ? dashboardOf(account.serverUrl) : null
  return (
    <div className="details-steps">
      {page !== null && (
        <button
          type="button"
          className="button button-primary"
          onClick={() => run(client.commands.openPage(page))}
        >
          {WORDS.row.openPolar}
        </button>
      )}
      <button
        type="button"
        className="button"
        onClick={() => run(client.commands.receipt(id).then(receipt.set))}
      >
        {WORDS.row.receipt}
      </button>
    </div>
  )
}

function Account({ upload: { accountId } }: Props) {
  const known = useValue(useWindowState().knownAccounts)
  const account = accountId === null ? undefined : known.get(accountId)
  return account && <Fact name={words.account} value={accountLabel(account, known)} />
}

/** What one wants to know of an upload first: how it stands, since when, where it is, and whether that is proven. */
export function Overview({ upload }: Props) {
  const { state, addedAt, sizeBytes, path } = upload
  const isCompleted = state.kind === 'completed'
  return (
    <>
      <State upload={upload} />
      {isCompleted && <NextSteps upload={upload} />}
      <dl className="details-facts">
        {isCompleted && <Fact name={words.inPolarSince} value={formatMoment(state.completedAt)} />}
        {isCompleted && <Fact name={words.verified} value={words.verifiedBy} />}
        <Account upload={upload} />
        <Fact name={words.added} value={formatMoment(addedAt)} />
        <Fact name={words.size} value={words.exactSize(formatCount(sizeBytes), formatBytes(sizeBytes))} />
        <Fact copies name={words.path} value={path} />
      </dl>
    </>
  )
}
