import { WORDS } from '../wording.ts'
import { FilterChoice } from './FilterChoice.tsx'
import { SearchField } from './SearchField.tsx'
import { SortMenu } from './SortMenu.tsx'

/** Above the list: what of it is shown, and in which order. */
export function Toolbar() {
  return (
    <section className="toolbar" aria-label={WORDS.toolbar.label}>
      <FilterChoice />
      <div className="toolbar-end">
        <SearchField />
        <SortMenu />
      </div>
    </section>
  )
}
