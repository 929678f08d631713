import { NAMED_SERVERS } from '../../app/contract/account-view.ts'
import { WORDS } from '../wording.ts'

/** The servers one can choose. */
export type ServerOption = keyof typeof WORDS.signIn.servers

const OPTIONS = Object.keys(WORDS.signIn.servers) as ServerOption[]

/** Which of them a server is. */
export function serverOption(serverUrl: string): ServerOption {
  if (serverUrl === NAMED_SERVERS.production) return 'production'
  return serverUrl === NAMED_SERVERS.sandbox ? 'sandbox' : 'other'
}

interface Props {
  readonly chosen: ServerOption
  readonly onChoose: (option: ServerOption) => void
}

/** Which Polar to sign in to; any other than the two with a name is given by its URL, in the field `serverUrl`. */
export function ServerChoice({ chosen, onChoose }: Props) {
  return (
    <fieldset className="field server-choice">
      <legend className="field-label">{WORDS.signIn.server}</legend>
      <div className="segments">
        {OPTIONS.map((option) => (
          <label key={option} className="segment">
            <input
              type="radio"
              name="server"
              className="visually-hidden"
              checked={option === chosen}
              onChange={() => onChoose(option)}
            />
            <span>{WORDS.signIn.servers[option]}</span>
          </label>
        ))}
      </div>
      {chosen === 'other' && (
        <input
          className="text-field"
          name="serverUrl"
          type="url"
          required
          spellCheck={false}
          autoComplete="off"
          aria-label={WORDS.signIn.serverUrl}
          placeholder={WORDS.signIn.serverUrlExample}
        />
      )}
    </fieldset>
  )
}
