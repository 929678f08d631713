import type * as threads from 'node:worker_threads'
import { afterEach, expect, test, vi } from 'vitest'
import { createHashThreads } from '../../../app/source/hash-threads.ts'

const starting = vi.hoisted(() => ({ refusals: [] as (Error | null)[] }))

/** A system that has no room for another thread says so while the thread is made, not as an event of it. */
vi.mock('node:worker_threads', async (importOriginal) => {
  const original = await importOriginal<typeof threads>()
  class Worker extends original.Worker {
    constructor(...args: ConstructorParameters<typeof original.Worker>) {
      const refusal = starting.refusals.shift() ?? null
      if (refusal !== null) throw refusal
      super(...args)
    }
  }
  return { ...original, Worker }
})

afterEach(() => void (starting.refusals = []))

const workerUrl = new URL('../../../app/source/hash-worker.ts', import.meta.url)
const words = (): Int32Array => new Int32Array(new SharedArrayBuffer(4))
const control = { stopped: words(), changes: words() }
const NO_JOB = { kind: 'parts', fd: -1, parts: [], control, ring: null } as const
const never = new AbortController().signal

test('a thread that cannot be started is said to be missing, and nobody waits for it later', async () => {
  const hashThreads = createHashThreads(workerUrl)
  starting.refusals = [null, new Error('Worker initialization failure: EAGAIN')]

  const first = await hashThreads.take(2, never)
  const outcomes = await Promise.all(
    first.filter((thread) => !thread.isAlive()).map((thread) => thread.run(NO_JOB, () => undefined)),
  )
  hashThreads.giveBack(first)
  const second = await hashThreads.take(2, never)

  expect(outcomes).toEqual([{ kind: 'unreadable', code: 'ENOMEM', message: expect.any(String) as string }])
  expect(second.map((thread) => thread.isAlive())).toEqual([true, true])
  hashThreads.giveBack(second)
  await hashThreads.close()
})
