import { expect, test } from 'vitest'
import { createUploadsStore } from '../../../renderer/uploads-store.ts'
import { GB, progressWith, uploadId, uploadIn } from './sample-uploads.ts'

const queued = (number: number) => uploadIn({ kind: 'queued' }, { id: uploadId(number), position: number })

/** A store whose flushes run when the test says so. */
function createStore() {
  const flushes: (() => void)[] = []
  const store = createUploadsStore((flush) => flushes.push(flush))
  return {
    store,
    flush: () => flushes.splice(0).forEach((run) => run()),
    flushCount: () => flushes.length,
  }
}

/** A store that knows uploads 1, 2 and 3, and has told so. */
function createStoreOfThree() {
  const made = createStore()
  made.store.replaceAll([queued(1), queued(2), queued(3)])
  made.flush()
  return made
}

test('uploads stand in the order of the queue, whenever they come', () => {
  const { store, flush } = createStore()
  store.replaceAll([queued(1), queued(3)])

  store.change([queued(2), queued(3)])
  flush()

  expect(store.ids()).toEqual([uploadId(1), uploadId(2), uploadId(3)])
})

test('uploads that are moved trade places', () => {
  const { store, flush } = createStoreOfThree()

  store.change([
    { ...queued(3), position: 1 },
    { ...queued(1), position: 3 },
  ])
  flush()

  expect(store.ids()).toEqual([uploadId(3), uploadId(2), uploadId(1)])
})

test('a new list takes the place of what was known, order and all', () => {
  const { store, flush } = createStoreOfThree()
  store.changeProgress([progressWith({ id: uploadId(3), storedBytes: 3 })])

  store.replaceAll([queued(2), { ...queued(1), position: 9 }])
  flush()

  expect([store.ids(), store.view(uploadId(3)), store.progress(uploadId(3))]).toEqual([
    [uploadId(2), uploadId(1)],
    undefined,
    undefined,
  ])
})

test('a removed upload leaves the list', () => {
  const { store, flush } = createStoreOfThree()

  store.remove([uploadId(2), uploadId(9)])
  flush()

  expect(store.ids()).toEqual([uploadId(1), uploadId(3)])
})

test('many changes are told once', () => {
  const { store, flush, flushCount } = createStoreOfThree()
  let told = 0
  store.subscribeTo(uploadId(1), () => (told += 1))
  for (let storedBytes = 1; storedBytes <= 100; storedBytes += 1) {
    store.changeProgress([progressWith({ storedBytes })])
  }
  expect([flushCount(), told]).toEqual([1, 0])

  flush()

  expect([told, store.progress(uploadId(1))?.storedBytes]).toEqual([1, 100])
})

test('a change after a flush is told by the next one', () => {
  const { store, flush } = createStoreOfThree()
  let told = 0
  store.subscribeTo(uploadId(1), () => (told += 1))

  store.changeProgress([progressWith({ storedBytes: 1 })])
  flush()
  store.changeProgress([progressWith({ storedBytes: 2 })])
  flush()

  expect(told).toBe(2)
})

test('only the row whose upload changed hears of it, and the order stays the same array', () => {
  const { store, flush } = createStoreOfThree()
  const ids = store.ids()
  const heard: string[] = []
  for (const id of ids) store.subscribeTo(id, () => heard.push(id))
  store.subscribeToIds(() => heard.push('order'))

  store.change([{ ...queued(2), state: { kind: 'paused' } }])
  flush()

  expect([heard, store.ids() === ids]).toEqual([[uploadId(2)], true])
})

test('whoever stopped listening hears nothing', () => {
  const { store, flush } = createStoreOfThree()
  let told = 0
  const stop = store.subscribeTo(uploadId(1), () => (told += 1))

  stop()
  store.change([queued(1)])
  flush()

  expect(told).toBe(0)
})

test('the sums are the same object until something changes', () => {
  const { store, flush } = createStoreOfThree()
  const before = store.summary()
  expect(store.summary()).toBe(before)

  store.change([uploadIn({ kind: 'uploading' })])
  store.changeProgress([progressWith({ storedBytes: 20 * GB, bytesPerSecond: 2 * GB, secondsLeft: 30 })])
  flush()

  expect(store.summary()).toEqual({
    counts: { active: 1, waiting: 2, locked: 0, paused: 0, failed: 0, completed: 0, canceled: 0 },
    remainingBytes: 220 * GB,
    bytesPerSecond: 2 * GB,
    partsInFlight: 0,
    secondsLeft: 110,
  })
})
