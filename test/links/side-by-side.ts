/** Something to run, and how much of the computer it needs. */
export interface Job {
  readonly load: number
  readonly run: () => Promise<void>
}

/** Runs jobs side by side, in their order as far as there is room: never more than so many, nor more load than so much. */
export function runSideBySide(
  jobs: readonly Job[],
  { most, load }: { most: number; load: number },
): Promise<void> {
  const waiting = [...jobs]
  const running = new Set<Job>()
  const loadNow = (): number => [...running].reduce((sum, job) => sum + job.load, 0)
  return new Promise((resolve, reject) => {
    const fill = (): void => {
      if (waiting.length === 0 && running.size === 0) resolve()
      for (;;) {
        // What alone is too much runs alone.
        const next = waiting.find((job) => running.size === 0 || loadNow() + job.load <= load)
        if (next === undefined || running.size >= most) return
        waiting.splice(waiting.indexOf(next), 1)
        running.add(next)
        next.run().then(() => {
          running.delete(next)
          fill()
        }, reject)
      }
    }
    fill()
  })
}
