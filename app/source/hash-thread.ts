import { Worker } from 'node:worker_threads'
import type { HashJob, HashOutcome, HashReport } from './hash-job.ts'

/** A worker thread that hashes, one job at a time. */
export interface HashThread {
  /** Does a job; rejects when the thread dies over it. */
  run(job: HashJob, onHashed: (bytes: number) => void): Promise<HashOutcome>
  isAlive(): boolean
  /** Ends the thread, whatever it does. */
  end(): Promise<void>
}

interface Work {
  readonly onHashed: (bytes: number) => void
  readonly resolve: (outcome: HashOutcome) => void
  readonly reject: (error: Error) => void
}

/** Starts a thread. It keeps the process alive only while it is at work. One that cannot start says so when it is run. */
export function startHashThread(workerUrl: URL): HashThread {
  try {
    // Without the flags of this process: some are only for its own script.
    return threadOf(new Worker(workerUrl, { execArgv: [] }))
  } catch (error) {
    return stillborn(error)
  }
}

function threadOf(worker: Worker): HashThread {
  worker.unref()
  let work: Work | null = null
  let alive = true
  let lastError: unknown

  worker.on('message', (report: HashReport) => {
    if (report.kind === 'hashed') {
      work?.onHashed(report.bytes)
      return
    }
    worker.unref()
    work?.resolve(report)
    work = null
  })
  worker.on('error', (error) => {
    lastError = error
  })
  // Settled here and not at the error: only now is it sure that the thread does not read from the file any more.
  worker.on('exit', () => {
    alive = false
    const shortage = shortageIn(lastError)
    if (shortage === null)
      work?.reject(new Error('A hash worker ended in the middle of its work', { cause: lastError }))
    else work?.resolve(shortage)
    work = null
  })

  return {
    isAlive: () => alive,
    run: (job, onHashed) =>
      new Promise((resolve, reject) => {
        if (!alive) throw new Error('This hash worker has ended', { cause: lastError })
        work = { onHashed, resolve, reject }
        worker.ref()
        worker.postMessage(job)
      }),
    async end() {
      await worker.terminate()
    },
  }
}

const stillborn = (error: unknown): HashThread => ({
  isAlive: () => false,
  run() {
    const shortage = shortageIn(error)
    if (shortage !== null) return Promise.resolve(shortage)
    return Promise.reject(new Error('A hash worker could not start', { cause: error }))
  },
  end: () => Promise.resolve(),
})

/**
 * That the system lacked something a thread needs to start, as the file's reader would say it; null when the thread
 * died of anything else. Node has an error of its own for each step that fails, and the system's in its words only.
 */
function shortageIn(error: unknown): HashOutcome | null {
  if (!(error instanceof Error)) return null
  const { message } = error
  const [code] = /\b(?:EMFILE|ENFILE|ENOMEM)\b/.exec(message) ?? []
  if (code !== undefined) return { kind: 'unreadable', code, message }
  // What a system says that has no room for another thread.
  if (/\bEAGAIN\b/.test(message)) return { kind: 'unreadable', code: 'ENOMEM', message }
  return /too many open files/i.test(message) ? { kind: 'unreadable', code: 'EMFILE', message } : null
}
