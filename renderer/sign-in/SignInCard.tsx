import { CloudUpload } from 'lucide-react'
import { chosenOf } from '../account/describe-account.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { SignIn } from './SignIn.tsx'
import { Whose } from './Whose.tsx'

/** What a signed-out window without uploads is about. */
export function SignInCard({ reason }: { readonly reason: string | null }) {
  const chosen = chosenOf(useValue(useWindowState().accounts))
  // While nothing is known against its token, the account may be back at any moment.
  const account = reason === null ? null : chosen
  return (
    <section className="sign-in-card" aria-labelledby="sign-in-title">
      <span className="sign-in-mark" aria-hidden="true">
        <CloudUpload size={26} strokeWidth={1.75} />
      </span>
      <h2 id="sign-in-title" className="sign-in-title">
        {WORDS.signIn.title}
      </h2>
      <p className="sign-in-intro">
        <Whose account={account} />
      </p>
      <SignIn account={account} reason={reason} isGuided={reason === null} onSignedIn={() => undefined} />
      <p className="sign-in-places">{WORDS.signIn.places}</p>
    </section>
  )
}
