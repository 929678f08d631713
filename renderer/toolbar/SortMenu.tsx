import { Menu } from '@base-ui/react/menu'
import { ArrowDownWideNarrow, Check } from 'lucide-react'
import { SORTS, type Sort } from '../upload-list/list-view.ts'
import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

/** The order of the list. */
export function SortMenu() {
  const { listView } = useWindowState()
  const view = useValue(listView)
  const label = WORDS.toolbar.sortedBy(WORDS.toolbar.sorts[view.sort])
  return (
    <Menu.Root>
      <Menu.Trigger className="button button-quiet sort-button" aria-label={label} title={label}>
        <ArrowDownWideNarrow size={16} strokeWidth={2} aria-hidden="true" />
        <span className="sort-label">{WORDS.toolbar.sorts[view.sort]}</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="popup-positioner" align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className="menu">
            <Menu.RadioGroup
              value={view.sort}
              onValueChange={(sort) => listView.set({ ...view, sort: sort as Sort })}
            >
              {SORTS.map((sort) => (
                <Menu.RadioItem key={sort} value={sort} className="menu-item menu-choice" closeOnClick>
                  <span className="menu-mark">
                    <Menu.RadioItemIndicator>
                      <Check size={14} strokeWidth={2.5} aria-hidden="true" />
                    </Menu.RadioItemIndicator>
                  </span>
                  {WORDS.toolbar.sorts[sort]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
