import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useAccount, useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { SignIn } from './SignIn.tsx'

/** Signing in above a list that stays: for the first time, again, or with another token. */
export function SignInDialog() {
  const { isSignInOpen } = useWindowState()
  const account = useAccount()
  const reason = account?.kind === 'signed-out' ? account.reason : null
  return (
    <Dialog.Root open={useValue(isSignInOpen)} onOpenChange={isSignInOpen.set}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">{WORDS.signIn.title}</Dialog.Title>
          <Dialog.Description className="dialog-text">{WORDS.signIn.intro}</Dialog.Description>
          <SignIn reason={reason} onSignedIn={() => isSignInOpen.set(false)} />
          {/* Last, so that the token's field has the focus when the dialog opens. */}
          <Dialog.Close className="icon-button dialog-close" aria-label={WORDS.close}>
            <X size={16} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
