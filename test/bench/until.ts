import { setTimeout as wait } from 'node:timers/promises'

/** Looks ten times a second until there is what is looked for, and gives it. Throws after so many seconds. */
export async function until<T>(look: () => Promise<T | null>, limitSeconds: number): Promise<T> {
  const lateAt = performance.now() + limitSeconds * 1000
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > lateAt) throw new Error(`Waited ${limitSeconds} s for what did not come`)
    await wait(100)
  }
}
