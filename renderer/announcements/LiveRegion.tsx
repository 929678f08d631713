import { useValue } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'

/** The one place a screen reader listens to. It never leaves the page: a region that comes with its text is not read. */
export function LiveRegion() {
  const text = useValue(useWindowState().announcement)
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  )
}
