import { createContext, use } from 'react'
import type { WindowState } from './window-state.ts'

/** Gives every component the window's state; its value never changes, so nothing renders again because of it. */
export const WindowContext = createContext<WindowState | null>(null)

/** The window's state. Throws outside of a window. */
export function useWindowState(): WindowState {
  const state = use(WindowContext)
  if (!state) throw new Error('No window state above this component')
  return state
}
