import { FilePlus2, FolderPlus, Pause, Play, Settings, type LucideIcon } from 'lucide-react'
import { AccountMenu } from './account/AccountMenu.tsx'
import type { AddFiles } from './add-files/use-add-files.ts'
import { pauseToConfirm } from './confirm/confirming.ts'
import { HelpMenu } from './help/HelpMenu.tsx'
import { useCounts } from './use-uploads.ts'
import { useWindowState } from './window-context.ts'
import { WORDS } from './wording.ts'

interface HeaderButtonProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly className?: string
  readonly onClick: () => void
}

/** A button whose words give way to its icon when the window is narrow; its name stays. */
function HeaderButton({ icon: Icon, label, className = '', onClick }: HeaderButtonProps) {
  return (
    <button
      type="button"
      className={`button header-button ${className}`}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon size={16} strokeWidth={2} aria-hidden="true" />
      <span className="header-button-label">{label}</span>
    </button>
  )
}

function PauseButtons() {
  const { client, run, uploads, confirming } = useWindowState()
  const { active, waiting, paused } = useCounts()
  const pauseAll = () => {
    const question = pauseToConfirm(uploads, uploads.ids(), Date.now())
    if (question) confirming.set(question)
    else run(client.commands.pauseAll())
  }
  return (
    <>
      {paused > 0 && (
        <HeaderButton
          icon={Play}
          label={WORDS.resumeAll}
          className="button-quiet"
          onClick={() => run(client.commands.resumeAll())}
        />
      )}
      {active + waiting > 0 && (
        <HeaderButton icon={Pause} label={WORDS.pauseAll} className="button-quiet" onClick={pauseAll} />
      )}
    </>
  )
}

/** The top of the window: who, and what can be done for all uploads. */
export function Header({ addFiles }: { readonly addFiles: AddFiles }) {
  const { isSettingsOpen } = useWindowState()
  return (
    <header className="header">
      <h1 className="visually-hidden">{WORDS.appName}</h1>
      <AccountMenu />
      <div className="header-buttons">
        <PauseButtons />
        <HeaderButton icon={FolderPlus} label={WORDS.addFolder} onClick={addFiles.pickFolder} />
        <HeaderButton
          icon={FilePlus2}
          label={WORDS.addFiles}
          className="button-primary"
          onClick={addFiles.pickFiles}
        />
        <button
          type="button"
          className="icon-button header-icon"
          aria-label={WORDS.settings.menu}
          title={WORDS.settings.menu}
          onClick={() => isSettingsOpen.set(true)}
        >
          <Settings size={16} aria-hidden="true" />
        </button>
        <HelpMenu />
      </div>
    </header>
  )
}
