import { Tooltip } from '@base-ui/react/tooltip'

/** Ties every icon button to the one tooltip of the window: 10,000 rows need not bring 30,000 of them. */
export const tooltipHandle = Tooltip.createHandle<string>()
