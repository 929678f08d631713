import { Menu } from '@base-ui/react/menu'
import { CircleHelp } from 'lucide-react'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'

/** The help there is, in a menu. */
export function HelpMenu() {
  const { help } = useWindowState()
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button header-icon" aria-label={WORDS.help.menu} title={WORDS.help.menu}>
        <CircleHelp size={16} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="popup-positioner" align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className="menu">
            <Menu.Item className="menu-item" onClick={() => help.set('check')}>
              {WORDS.help.check}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => help.set('about')}>
              {WORDS.help.about}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
