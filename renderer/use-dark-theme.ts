import { useSyncExternalStore } from 'react'

const theme = () => matchMedia('(prefers-color-scheme: dark)')

function subscribe(listener: () => void) {
  const query = theme()
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether the window is dark now; what is painted by hand has to be painted anew when that changes. */
export const useDarkTheme = (): boolean => useSyncExternalStore(subscribe, () => theme().matches)
