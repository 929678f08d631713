import { CircleAlert, LockKeyhole } from 'lucide-react'
import { useEffect, useId, useRef, useState, type SubmitEvent, type RefObject } from 'react'
import type { ListedAccount } from '../../app/contract/account-view.ts'
import { WORDS } from '../wording.ts'
import { ServerChoice, serverOption, type ServerOption } from './ServerChoice.tsx'
import { TokenHelp } from './TokenHelp.tsx'
import { useSignIn } from './use-sign-in.ts'

interface Props {
  /** Whether the user may never have seen a token: where to get one then comes first. */
  readonly isGuided?: boolean
  /** The same in a dialog, where the help comes last and the token's field has the focus. */
  readonly isHelpOpen?: boolean
  /** Who signs in again, at the same server; null for whichever account the token is of. */
  readonly account: ListedAccount | null
  /** Why the user is signed out, if it was not their wish. */
  readonly reason: string | null
  readonly onSignedIn: () => void
}

function TokenField({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const id = useId()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {WORDS.signIn.token}
      </label>
      <input
        ref={field}
        id={id}
        className="text-field"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder={WORDS.signIn.tokenExample}
        aria-describedby={`${id}-where`}
      />
      <p id={`${id}-where`} className="field-note">
        <LockKeyhole size={13} aria-hidden="true" />
        {WORDS.signIn.keychain}
      </p>
    </div>
  )
}

/** Says what is wrong, in sight even when the window is small. */
function Problem({ message }: { readonly message: string | null }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (message !== null) box.current?.scrollIntoView({ block: 'nearest' })
  }, [message])
  return (
    <div ref={box} role="alert">
      {message !== null && (
        <p className="sign-in-problem">
          <CircleAlert size={16} aria-hidden="true" />
          <span>{message}</span>
        </p>
      )}
    </div>
  )
}

const serverField = (form: HTMLFormElement | null): HTMLInputElement | null =>
  form?.querySelector<HTMLInputElement>('[name=serverUrl]') ?? null

/**
 * Asks for a server and an access token. The token is cleared from the page once there is an answer to it; while the
 * server cannot be reached, or is none, it stays in its field, to be tried again.
 */
export function SignIn({ account, reason, isGuided = false, isHelpOpen = false, onSignedIn }: Props) {
  const [chosen, setServer] = useState<ServerOption>('production')
  const server = account === null ? chosen : serverOption(account.serverUrl)
  const form = useRef<HTMLFormElement>(null)
  const tokenField = useRef<HTMLInputElement>(null)
  const onTokenSpent = () => {
    if (tokenField.current) tokenField.current.value = ''
  }
  const { refusal, refuse, isUnderWay, signIn } = useSignIn(account?.id ?? null, { onSignedIn, onTokenSpent })

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isUnderWay) return
    const token = tokenField.current?.value.trim() ?? ''
    const serverUrl = account?.serverUrl ?? serverField(form.current)?.value.trim() ?? ''
    if (server === 'other' && serverUrl === '') {
      refuse({ message: WORDS.signIn.serverMissing, field: 'server' })
      return
    }
    if (token === '') {
      refuse({ message: WORDS.signIn.tokenMissing, field: 'token' })
      return
    }
    signIn(server === 'other' ? serverUrl : server, token)
  }

  // Where it is to be mended: another token is to be pasted, or the same one tried again, or the server is another.
  useEffect(() => {
    if (refusal === null) return
    const field = refusal.field === 'server' ? serverField(form.current) : null
    ;(field ?? tokenField.current)?.focus({ preventScroll: true })
  }, [refusal])

  // Whoever has just copied a token pastes it at once.
  useEffect(() => tokenField.current?.focus({ preventScroll: true }), [])

  const problem = refusal?.message ?? (isUnderWay ? null : reason)
  return (
    <form ref={form} className="sign-in-form" noValidate onSubmit={submit}>
      <Problem message={problem} />
      {isGuided && <TokenHelp server={server} isOpen />}
      <TokenField field={tokenField} />
      {account === null && <ServerChoice chosen={server} onChoose={setServer} />}
      <button type="submit" className="button button-primary button-wide" aria-disabled={isUnderWay}>
        {isUnderWay ? WORDS.signIn.checking : WORDS.signIn.button}
      </button>
      {!isGuided && <TokenHelp server={server} isOpen={isHelpOpen} />}
    </form>
  )
}
