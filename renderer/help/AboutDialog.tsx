import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { About } from '../../app/contract/about.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

const words = WORDS.help.aboutApp

type Facts = readonly (readonly [name: string, value: string])[]

const versionsOf = (about: About): Facts =>
  (['electron', 'chromium', 'node', 'sqlite', 'system'] as const).flatMap((name) => {
    const value = about[name]
    return value === null ? [] : [[words.names[name], value] as const]
  })

const placesOf = ({ dataFolder, logFolder }: About): Facts => [
  [words.token, words.tokenPlace],
  [words.files, words.filesPlace],
  [words.list, dataFolder],
  [words.log, logFolder],
]

function FactList({ title, facts }: { readonly title: string; readonly facts: Facts }) {
  return (
    <>
      <h3 className="about-heading">{title}</h3>
      <dl className="about-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** The texts are long, so they are asked for once somebody wants to read them. */
function Licenses() {
  const { client, run } = useWindowState()
  const [text, setText] = useState<string | null>(null)
  const load = (section: HTMLDetailsElement): void => {
    if (!section.open) return
    // Otherwise most of what was just asked for is out of sight in a small window.
    section.scrollIntoView({ block: 'end' })
    if (text === null) run(client.commands.licenses().then(setText))
  }
  return (
    <details className="about-licenses" onToggle={(event) => load(event.currentTarget)}>
      <summary>{words.licenses}</summary>
      <p className="check-contents">{words.licensesNote}</p>
      <pre className="licenses-text" dir="ltr" tabIndex={0} aria-label={words.licenses}>
        {text ?? words.loading}
      </pre>
    </details>
  )
}

function AboutApp() {
  const { client, run } = useWindowState()
  const [about, setAbout] = useState<About | null>(null)
  useEffect(() => run(client.commands.about().then(setAbout)), [client, run])
  if (about === null) return null
  return (
    <>
      <Dialog.Description className="dialog-text">{words.intro(about.version)}</Dialog.Description>
      <FactList title={words.places} facts={placesOf(about)} />
      <FactList title={words.versions} facts={versionsOf(about)} />
      <Licenses />
    </>
  )
}

/** What the app is, what it runs on, where it keeps things, and whose work is in it. */
export function AboutDialog() {
  const { help } = useWindowState()
  return (
    <Dialog.Root open={useValue(help) === 'about'} onOpenChange={(isOpen) => !isOpen && help.set(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog dialog-about">
          <Dialog.Title className="dialog-title">{words.title}</Dialog.Title>
          <AboutApp />
          <Dialog.Close className="icon-button dialog-close" aria-label={WORDS.close}>
            <X size={16} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
