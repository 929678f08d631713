import { useEffect, useMemo } from 'react'
import { useWindowState } from '../window-context.ts'

/** The ways to add files. */
export interface AddFiles {
  readonly addDropped: (files: readonly File[]) => void
  readonly pickFiles: () => void
  readonly pickFolder: () => void
  readonly paste: () => void
}

/** The ways to add files; the same object always. What came of it is shown by AddReportLine. */
export function useAddFiles(): AddFiles {
  const { client, add } = useWindowState()
  return useMemo(
    () => ({
      addDropped: (files) => add(client.addFiles(files)),
      pickFiles: () => add(client.commands.pick('files')),
      pickFolder: () => add(client.commands.pick('folder')),
      paste: () => add(client.commands.pasteFiles()),
    }),
    [client, add],
  )
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea')

/** Listens for files pasted anywhere, and for the keys that open the pickers. */
export function useAddKeys({ addDropped, pickFiles, pickFolder, paste }: AddFiles): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0 && isTextField(event.target)) return
      event.preventDefault()
      // Files copied in a file manager do not always reach the page; the host finds them then.
      if (files.length > 0) addDropped(files)
      else paste()
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'o' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      if (event.shiftKey) pickFolder()
      else pickFiles()
    }
    document.addEventListener('paste', onPaste)
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('paste', onPaste)
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [addDropped, pickFiles, pickFolder, paste])
}
