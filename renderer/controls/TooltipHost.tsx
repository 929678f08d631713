import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import { tooltipHandle } from './tooltip.ts'

/** Shows the tooltip of whatever icon button is hovered or focused below it. */
export function TooltipHost({ children }: { readonly children: ReactNode }) {
  return (
    <Tooltip.Provider delay={500}>
      {children}
      <Tooltip.Root handle={tooltipHandle}>
        {({ payload }) => (
          <Tooltip.Portal>
            <Tooltip.Positioner className="popup-positioner" sideOffset={6} collisionPadding={8}>
              <Tooltip.Popup className="tooltip">{payload}</Tooltip.Popup>
            </Tooltip.Positioner>
          </Tooltip.Portal>
        )}
      </Tooltip.Root>
    </Tooltip.Provider>
  )
}
