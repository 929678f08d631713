import { useSyncExternalStore } from 'react'
import { dayOf } from '../app/contract/day.ts'

/** A timer to midnight would be late by as long as the computer slept. */
const LOOK_EVERY_MS = 30_000

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let today = dayOf(Date.now())

function look() {
  const now = dayOf(Date.now())
  if (now === today) return
  today = now
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    timer = setInterval(look, LOOK_EVERY_MS)
    look()
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(timer)
  }
}

/** The local midnight that today began at, in epoch milliseconds; another one soon after the next. */
export const useToday = (): number => useSyncExternalStore(subscribe, () => today)
