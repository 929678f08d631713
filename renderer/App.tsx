import { useEffect, useRef } from 'react'
import { ConfirmDialog } from './confirm/ConfirmDialog.tsx'
import { DetailsPanel } from './details/DetailsPanel.tsx'
import { DropOverlay } from './add-files/DropOverlay.tsx'
import { DropZone } from './add-files/DropZone.tsx'
import { useAddFiles, useAddKeys } from './add-files/use-add-files.ts'
import { useFileDrop } from './add-files/use-file-drop.ts'
import { LiveRegion } from './announcements/LiveRegion.tsx'
import { TooltipHost } from './controls/TooltipHost.tsx'
import { AboutDialog } from './help/AboutDialog.tsx'
import { CheckDialog } from './help/CheckDialog.tsx'
import { Header } from './Header.tsx'
import { Banners } from './notices/Banners.tsx'
import { SettingsDialog } from './settings/SettingsDialog.tsx'
import { ReceiptDialog } from './receipt/ReceiptDialog.tsx'
import { SignInCard } from './sign-in/SignInCard.tsx'
import { SignInDialog } from './sign-in/SignInDialog.tsx'
import { ClearedBar } from './summary/ClearedBar.tsx'
import { SummaryBar } from './summary/SummaryBar.tsx'
import { Toolbar } from './toolbar/Toolbar.tsx'
import { UploadList } from './upload-list/UploadList.tsx'
import { useAccount, useUploadIds, useValue } from './use-uploads.ts'
import { useWindowState } from './window-context.ts'

/** What an empty window is about: signing in first, then dropping files. Nothing until the app has answered. */
function EmptyWindow({ onChoose }: { readonly onChoose: () => void }) {
  const account = useAccount()
  const isLoaded = useValue(useWindowState().isLoaded)
  if (!account || !isLoaded) return null
  return account.kind === 'signed-out' ? (
    <SignInCard reason={account.reason} />
  ) : (
    <DropZone onChoose={onChoose} />
  )
}

/** The window. */
export function App() {
  const addFiles = useAddFiles()
  useAddKeys(addFiles)
  const countOver = useFileDrop(addFiles.addDropped)
  const hasUploads = useUploadIds().length > 0
  const main = useRef<HTMLElement>(null)

  // The last row took the focus with it.
  useEffect(() => {
    if (!hasUploads && document.activeElement === document.body) main.current?.focus()
  }, [hasUploads])

  return (
    <TooltipHost>
      <div className="window">
        <Header addFiles={addFiles} />
        <Banners isListShown={hasUploads} />
        {hasUploads && <Toolbar />}
        <div className="workspace">
          <main ref={main} className="main" tabIndex={-1}>
            {hasUploads ? <UploadList /> : <EmptyWindow onChoose={addFiles.pickFiles} />}
          </main>
          <DetailsPanel />
          <ClearedBar />
        </div>
        {hasUploads && <SummaryBar />}
      </div>
      <SignInDialog />
      <ConfirmDialog />
      <ReceiptDialog />
      {countOver > 0 && <DropOverlay count={countOver} />}
      <CheckDialog />
      <AboutDialog />
      <SettingsDialog />
      <LiveRegion />
    </TooltipHost>
  )
}
