import { CircleAlert, Info, KeyRound, WifiOff } from 'lucide-react'
import { AddReportLine } from '../add-files/AddReportLine.tsx'
import { chosenOf } from '../account/describe-account.ts'
import { reasonAlone } from '../reason-alone.ts'
import { useAccount, useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { Banner } from './Banner.tsx'
import { MovedFileBanner } from './MovedFileBanner.tsx'

function AccountBanner({ isListShown }: { readonly isListShown: boolean }) {
  const account = useAccount()
  const { signingIn, accounts } = useWindowState()
  const chosen = chosenOf(useValue(accounts))
  if (account?.kind === 'signed-in') {
    const { offlineReason } = account
    if (offlineReason === null) return null
    return <Banner icon={WifiOff} tone="warning" text={WORDS.account.offline(reasonAlone(offlineReason))} />
  }
  if (!account || !isListShown) return null
  return (
    <Banner icon={KeyRound} tone="accent" text={account.reason ?? WORDS.signIn.banner}>
      <button
        type="button"
        className="button button-primary"
        onClick={() => signingIn.set({ accountId: chosen?.id ?? null })}
      >
        {WORDS.signIn.button}
      </button>
    </Banner>
  )
}

function ProblemBanner() {
  const { problem } = useWindowState()
  const message = useValue(problem)
  if (message === null) return null
  return <Banner icon={CircleAlert} tone="bad" text={message} onDismiss={() => problem.set(null)} />
}

function SurpriseBanner() {
  const { surprise } = useWindowState()
  const message = useValue(surprise)
  if (message === null) return null
  return <Banner icon={Info} tone="plain" text={message} onDismiss={() => surprise.set(null)} />
}

function NoticeBanners() {
  const { notices, client, run } = useWindowState()
  return useValue(notices).map(({ id, message }) => (
    <Banner
      key={id}
      icon={Info}
      tone="plain"
      text={message}
      onDismiss={() => run(client.commands.dismissNotice(id))}
    />
  ))
}

/** Everything the user should know that is no single upload's business. Read out as it comes. */
export function Banners({ isListShown }: { readonly isListShown: boolean }) {
  return (
    <div className="banners" role="status" aria-live="polite">
      <ProblemBanner />
      <AccountBanner isListShown={isListShown} />
      <SurpriseBanner />
      <NoticeBanners />
      <MovedFileBanner />
      <AddReportLine />
    </div>
  )
}
