import { Search } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

const opensSearch = (event: globalThis.KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey

/** Where one types what to look for; the platform's key for finding leads here. */
export function SearchField() {
  const { listView } = useWindowState()
  const view = useValue(listView)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (!opensSearch(event)) return
      event.preventDefault()
      field.current?.select()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  const leaveOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || view.search === '') return
    event.preventDefault()
    listView.set({ ...view, search: '' })
  }
  return (
    <div className="search" role="search">
      <Search size={14} strokeWidth={2} aria-hidden="true" />
      <input
        ref={field}
        className="text-field search-field"
        type="search"
        aria-label={WORDS.toolbar.search}
        placeholder={WORDS.toolbar.searchExample}
        spellCheck={false}
        autoComplete="off"
        value={view.search}
        onChange={(event) => listView.set({ ...view, search: event.target.value })}
        onKeyDown={leaveOnEscape}
      />
    </div>
  )
}
