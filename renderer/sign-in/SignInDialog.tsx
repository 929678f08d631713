import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useState } from 'react'
import type { ListedAccount } from '../../app/contract/account-view.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { SignIn } from './SignIn.tsx'
import { Whose } from './Whose.tsx'

/** Signing in above a list that stays: for the first time, again, with another token, or to one account more. */
export function SignInDialog() {
  const { signingIn, accounts } = useWindowState()
  const wanted = useValue(signingIn)
  // The last one stays in place while it fades out.
  const [shown, setShown] = useState(wanted)
  if (wanted && wanted !== shown) setShown(wanted)
  const all = useValue(accounts)
  const account = all.find(({ id }) => id === shown?.accountId) ?? null
  const reason = account === null ? null : reasonOf(account)
  return (
    <Dialog.Root open={wanted !== null} onOpenChange={(isOpen) => !isOpen && signingIn.set(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">{WORDS.signIn.title}</Dialog.Title>
          <Dialog.Description className="dialog-text">
            <Whose account={account} />
          </Dialog.Description>
          <SignIn
            account={account}
            reason={reason}
            isHelpOpen={all.length === 0}
            onSignedIn={() => signingIn.set(null)}
          />
          {/* Last, so that the token's field has the focus when the dialog opens. */}
          <Dialog.Close className="icon-button dialog-close" aria-label={WORDS.close}>
            <X size={16} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const reasonOf = ({ standing }: ListedAccount): string | null =>
  standing.kind === 'needs-sign-in' ? standing.reason : null
