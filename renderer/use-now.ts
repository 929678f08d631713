import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

function tick() {
  now = Date.now()
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    now = Date.now()
    timer = setInterval(tick, 1000)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(timer)
  }
}

const subscribeToNothing = () => () => undefined

/** Epoch milliseconds, once a second, while it is needed; one timer for all, and none when nobody looks. */
export const useNow = (isNeeded: boolean): number =>
  useSyncExternalStore(isNeeded ? subscribe : subscribeToNothing, () => (isNeeded ? now : 0))
