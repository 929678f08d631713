import { CloudUpload } from 'lucide-react'
import { WORDS } from '../wording.ts'
import { SignIn } from './SignIn.tsx'

/** What a signed-out window without uploads is about. */
export function SignInCard({ reason }: { readonly reason: string | null }) {
  return (
    <section className="sign-in-card" aria-labelledby="sign-in-title">
      <span className="sign-in-mark" aria-hidden="true">
        <CloudUpload size={26} strokeWidth={1.75} />
      </span>
      <h2 id="sign-in-title" className="sign-in-title">
        {WORDS.signIn.title}
      </h2>
      <p className="sign-in-intro">{WORDS.signIn.intro}</p>
      <SignIn reason={reason} isGuided={reason === null} onSignedIn={() => undefined} />
      <p className="sign-in-places">{WORDS.signIn.places}</p>
    </section>
  )
}
