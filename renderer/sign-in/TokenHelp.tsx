import { ExternalLink } from 'lucide-react'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import type { ServerOption } from './ServerChoice.tsx'

interface Props {
  readonly server: ServerOption
  /** Whether it is open from the start; the user may close it. */
  readonly isOpen?: boolean
}

/** Where a token comes from, in three steps. */
export function TokenHelp({ server, isOpen = false }: Props) {
  const { client, run } = useWindowState()
  const words = WORDS.signIn
  return (
    <details className="token-help" open={isOpen}>
      <summary>{words.howTo}</summary>
      <ol>
        <li>
          {words.howToOpen} <strong>{words.howToPath}</strong>.
          {server !== 'other' && (
            <button
              type="button"
              className="link-button"
              onClick={() => run(client.commands.openPage(`create-token-${server}`))}
            >
              {words.openPage}
              <ExternalLink size={13} aria-hidden="true" />
            </button>
          )}
        </li>
        <li>
          {words.howToScopes} <code>files:write</code> {words.howToWrite} <code>organizations:read</code>{' '}
          {words.howToRead}
        </li>
        <li>{words.howToPaste}</li>
      </ol>
    </details>
  )
}
