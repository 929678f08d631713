import { expect, test } from 'vitest'
import { runSideBySide } from '../../links/side-by-side.ts'

/** Jobs that end when they are told to, and what is running. */
function jobsOf(loads: readonly number[]) {
  const running = new Map<number, () => void>()
  const jobs = loads.map((load, index) => ({
    load,
    run: () =>
      new Promise<void>((resolve) => {
        running.set(index, () => {
          running.delete(index)
          resolve()
        })
      }),
  }))
  const end = async (index: number): Promise<void> => {
    running.get(index)?.()
    await new Promise(setImmediate)
  }
  return { jobs, end, running: () => [...running.keys()] }
}

test('as many run at once as the computer bears, later ones in the room that is left', async () => {
  const { jobs, end, running } = jobsOf([16, 16, 4, 1])
  const all = runSideBySide(jobs, { most: 3, load: 20 })

  expect(running()).toEqual([0, 2])
  await end(2)
  expect(running()).toEqual([0, 3])
  await end(0)
  expect(running()).toEqual([3, 1])
  await end(1)
  await end(3)
  await all
})

test('no more than so many run at once', () => {
  const { jobs, running } = jobsOf([1, 1, 1])
  void runSideBySide(jobs, { most: 2, load: 20 })

  expect(running()).toEqual([0, 1])
})

test('what alone is too much runs alone', async () => {
  const { jobs, end, running } = jobsOf([1, 50, 1])
  void runSideBySide(jobs, { most: 9, load: 20 })

  expect(running()).toEqual([0, 2])
  await end(0)
  await end(2)
  expect(running()).toEqual([1])
})
