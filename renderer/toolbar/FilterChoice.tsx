import { formatCount } from '../idiom.ts'
import { countIn, offeredFilters, type Filter } from '../upload-list/list-view.ts'
import { useCounts, useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

/** A failed upload is the one thing here that wants to be looked at. */
const toneOf = (filter: Filter, count: number) => (filter === 'failed' && count > 0 ? 'bad' : undefined)

/** The parts of the list, each with how many uploads it has; one is chosen. */
export function FilterChoice() {
  const { listView } = useWindowState()
  const view = useValue(listView)
  const counts = useCounts()
  return (
    <fieldset className="filters">
      <legend className="visually-hidden">{WORDS.toolbar.filter}</legend>
      {offeredFilters(view.filter, counts).map((filter) => {
        const count = countIn(filter, counts)
        return (
          <label key={filter} className="filter" data-tone={toneOf(filter, count)} data-count={count}>
            <input
              type="radio"
              name="filter"
              className="visually-hidden"
              checked={filter === view.filter}
              onChange={() => listView.set({ ...view, filter })}
            />
            <span>{WORDS.toolbar.filters[filter]}</span>
            <span className="filter-count">{formatCount(count)}</span>
          </label>
        )
      })}
    </fieldset>
  )
}
