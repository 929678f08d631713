import { SearchX } from 'lucide-react'
import { WHOLE_LIST } from './list-view.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

/** What a list says of which nothing is shown. */
export function NoMatch() {
  const { listView } = useWindowState()
  const { search, filter, sort } = useValue(listView)
  const words = search.trim()
  return (
    <div className="no-match">
      <SearchX size={22} strokeWidth={1.75} aria-hidden="true" />
      <p className="no-match-text">
        {words === '' ? WORDS.toolbar.nothingIn[filter] : WORDS.toolbar.nothingFound(words)}
      </p>
      <button
        type="button"
        className="button button-small"
        onClick={() => listView.set({ ...WHOLE_LIST, sort })}
      >
        {WORDS.toolbar.showAll}
      </button>
    </div>
  )
}
