import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import type { DesktopSettings } from '../../app/contract/desktop-settings.ts'
import {
  DENSITIES,
  LANGUAGE_CHOICES,
  THEMES,
  type LanguageChoice,
  type Preferences,
} from '../../app/contract/preferences.ts'
import { LimitChoice } from '../bandwidth/LimitChoice.tsx'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { ScheduleEditor } from './ScheduleEditor.tsx'

const words = WORDS.settings

interface Props {
  readonly chosen: Preferences
  readonly change: (changed: Partial<Preferences>) => void
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="settings-section" aria-label={title}>
      <h3 className="settings-heading">{title}</h3>
      {children}
    </section>
  )
}

interface SwitchProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <label className="choice">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  )
}

type FlagName = 'notifyCompleted' | 'notifyFailed' | 'notifyNeedsYou' | 'keepAwake' | 'askBeforeQuit'

function Flags({ names, chosen, change }: Props & { readonly names: readonly FlagName[] }) {
  return names.map((name) => (
    <Switch
      key={name}
      label={words[name]}
      isOn={chosen[name]}
      onChange={(isOn) => change({ [name]: isOn })}
    />
  ))
}

/** What the system knows rather than the app: asked for when the settings are opened. */
function Desktop() {
  const { client, run } = useWindowState()
  const [desktop, setDesktop] = useState<DesktopSettings | null>(null)
  const ask = useCallback(() => run(client.commands.desktopSettings().then(setDesktop)), [client, run])
  useEffect(ask, [ask])
  if (desktop === null) return null
  const startAtLogin = (isOn: boolean) => {
    setDesktop({ ...desktop, startsAtLogin: isOn })
    // The system may refuse: what it says in the end is what is shown.
    run(client.commands.startAtLogin(isOn).finally(ask))
  }
  return (
    <>
      {desktop.startsAtLogin !== null && (
        <Switch label={words.startAtLogin} isOn={desktop.startsAtLogin} onChange={startAtLogin} />
      )}
      <div className="data-folder">
        <span>{words.dataFolder}</span>
        <code className="data-folder-path" dir="ltr">
          {desktop.dataFolder}
        </code>
        <button
          type="button"
          className="button button-small"
          onClick={() => run(client.commands.showDataFolder())}
        >
          {words.showDataFolder}
        </button>
      </div>
      <p className="field-note">{words.dataFolderNote}</p>
    </>
  )
}

interface SegmentsProps<Choice extends string> {
  readonly title: string
  readonly name: string
  readonly choices: readonly Choice[]
  readonly labels: Readonly<Record<Choice, string>>
  readonly chosen: Choice
  readonly onChoose: (choice: Choice) => void
}

function Segments<Choice extends string>(props: SegmentsProps<Choice>) {
  const { title, name, choices, labels, chosen, onChoose } = props
  return (
    <fieldset className="settings-field segment-choice">
      <legend>{title}</legend>
      <div className="segments">
        {choices.map((choice) => (
          <label key={choice} className="segment">
            <input
              type="radio"
              name={name}
              className="visually-hidden"
              checked={chosen === choice}
              onChange={() => onChoose(choice)}
            />
            <span>{labels[choice]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function ThemeChoice({ chosen, change }: Props) {
  return (
    <Segments
      title={words.theme}
      name="theme"
      choices={THEMES}
      labels={words.themes}
      chosen={chosen.theme}
      onChoose={(theme) => change({ theme })}
    />
  )
}

function DensityChoice({ chosen, change }: Props) {
  return (
    <Segments
      title={words.density}
      name="density"
      choices={DENSITIES}
      labels={words.densities}
      chosen={chosen.density}
      onChoose={(density) => change({ density })}
    />
  )
}

function LanguageField({ chosen, change }: Props) {
  return (
    <label className="settings-field">
      {words.language}
      <select
        className="select-field"
        value={chosen.language}
        onChange={(event) => change({ language: event.target.value as LanguageChoice })}
      >
        {LANGUAGE_CHOICES.map((language) => (
          <option key={language} value={language} lang={language === 'system' ? undefined : language}>
            {words.languages[language]}
          </option>
        ))}
      </select>
    </label>
  )
}

function Settings(props: Props) {
  const { chosen, change } = props
  return (
    // Scrolls by the keyboard too, which takes the focus.
    <div className="settings" tabIndex={0} role="group" aria-label={words.title}>
      <Section title={words.speed}>
        <LimitChoice
          title={words.usual}
          choice={chosen.bandwidthLimit}
          onChoose={(bandwidthLimit) => change({ bandwidthLimit })}
        />
        <ScheduleEditor schedule={chosen.schedule} onChange={(schedule) => change({ schedule })} />
      </Section>
      <Section title={words.notifications}>
        <Flags {...props} names={['notifyCompleted', 'notifyFailed', 'notifyNeedsYou']} />
        <p className="field-note">{words.notificationsNote}</p>
      </Section>
      <Section title={words.computer}>
        <Flags {...props} names={['keepAwake', 'askBeforeQuit']} />
        <Desktop />
      </Section>
      <Section title={words.appearance}>
        <ThemeChoice {...props} />
        <DensityChoice {...props} />
        <LanguageField {...props} />
      </Section>
    </div>
  )
}

/** What the user can choose, for all accounts. */
export function SettingsDialog() {
  const { client, run, preferences, isSettingsOpen } = useWindowState()
  const chosen = useValue(preferences)
  const change = (changed: Partial<Preferences>) => run(client.commands.changePreferences(changed))
  return (
    <Dialog.Root open={useValue(isSettingsOpen)} onOpenChange={isSettingsOpen.set}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog dialog-large dialog-tall dialog-settings">
          <Dialog.Title className="dialog-title">{words.title}</Dialog.Title>
          {chosen !== null && <Settings chosen={chosen} change={change} />}
          <Dialog.Close className="icon-button dialog-close" aria-label={WORDS.close}>
            <X size={16} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
