import { startHashThread, type HashThread } from './hash-thread.ts'

const THREADS = 2

/** Lends hash threads, in the order they are asked for. */
export interface HashThreads {
  /** Waits until so many are free. Rejects with the signal's reason, or when the threads are closed. */
  take(count: 1 | 2, signal: AbortSignal): Promise<readonly HashThread[]>
  giveBack(threads: readonly HashThread[]): void
  /** Ends all threads; those at work and those waited for fail. */
  close(): Promise<void>
}

interface Waiting {
  readonly count: number
  wake: () => void
}

/**
 * Two threads: the whole file cannot be hashed by more than one, and another keeps up with the parts. They start
 * when first needed, are kept for the next file and replaced when they die.
 */
export function createHashThreads(workerUrl: URL): HashThreads {
  let idle: readonly HashThread[] = []
  let lent: readonly HashThread[] = []
  const queue: Waiting[] = []
  let closed = false

  const lend = (): HashThread => {
    const thread = idle.find((kept) => kept.isAlive()) ?? startHashThread(workerUrl)
    idle = idle.filter((other) => other !== thread)
    lent = [...lent, thread]
    return thread
  }
  // Strictly first come, first served: who needs two is not overtaken for ever by those who need one.
  const isServed = (waiting: Waiting): boolean =>
    queue[0] === waiting && lent.length + waiting.count <= THREADS
  const wakeNext = (): void => queue[0]?.wake()

  return {
    async take(count, signal) {
      const waiting: Waiting = { count, wake: () => undefined }
      queue.push(waiting)
      while (!closed && !signal.aborted && !isServed(waiting)) await wokenUp(waiting, signal)
      queue.splice(queue.indexOf(waiting), 1)
      const threads = closed || signal.aborted ? [] : Array.from({ length: count }, lend)
      wakeNext()
      signal.throwIfAborted()
      if (threads.length === 0) throw new Error('The hash threads are closed')
      return threads
    },
    giveBack(threads) {
      lent = lent.filter((thread) => !threads.includes(thread))
      idle = [...idle, ...threads.filter((thread) => thread.isAlive())]
      wakeNext()
    },
    async close() {
      closed = true
      for (const { wake } of queue) wake()
      await Promise.all([...idle, ...lent].map((thread) => thread.end()))
    },
  }
}

async function wokenUp(waiting: Waiting, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      signal.removeEventListener('abort', wake)
      resolve()
    }
    waiting.wake = wake
    signal.addEventListener('abort', wake)
  })
}
