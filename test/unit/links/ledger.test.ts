import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { keepLedger, shareOf } from '../../links/ledger.ts'
import { createRequestListeners, type RequestEvent } from '../../local-polar/request-events.ts'

const MB = 1e6

/** A ledger, and a way to tell it what happens. */
function openLedger() {
  const listeners = createRequestListeners()
  let taken = 0
  const ledger = keepLedger({ onRequest: (listener) => listeners.add(listener) }, () => taken)
  onTestFinished(() => ledger.stop())
  const tell = (request: number, fileId: string, partNumber: number, event: Partial<RequestEvent>): void =>
    listeners.tell({
      ...{ request, fileId, partNumber, operation: 'part', method: 'PUT', clientPort: 1 },
      ...event,
    } as RequestEvent)
  return {
    ledger,
    take: (bytes: number) => (taken += bytes),
    begin: (request: number, fileId: string, part: number) =>
      tell(request, fileId, part, { kind: 'body', bodyBytes: 1 }),
    store: (request: number, fileId: string, part: number, bytes: number) => {
      tell(request, fileId, part, { kind: 'body-complete', bodyBytes: bytes })
      tell(request, fileId, part, { kind: 'committed' })
    },
  }
}

test('a kill keeps what was stored of what left the app since the first byte of its run', async () => {
  const { ledger, take, begin, store } = openLedger()
  const first = ledger.nextRun()
  begin(1, 'file', 1)
  await first
  take(10 * MB)
  store(1, 'file', 1, 8 * MB)
  const atFirst = ledger.now()
  const second = ledger.nextRun()
  begin(2, 'file', 2)
  await second
  take(4 * MB)
  store(2, 'file', 2, MB)

  expect([atFirst, ledger.now()].map(shareOf)).toEqual([0.8, 0.25])
  expect(ledger.storedBytes()).toBe(9 * MB)
})

test('a run does not begin with what still arrives of the one before', async () => {
  const { ledger, take, begin } = openLedger()
  const first = ledger.nextRun()
  begin(1, 'file', 1)
  await first
  const second = ledger.nextRun()
  begin(1, 'file', 1)
  await setImmediate()
  take(MB)
  begin(2, 'file', 1)
  await second
  take(2 * MB)

  expect(ledger.now().leftBytes).toBe(2 * MB)
})

test('what an earlier session stored does not count once there is another, though some of it is late', () => {
  const { ledger, begin, store } = openLedger()

  store(1, 'first', 1, 5 * MB)
  begin(2, 'second', 1)
  store(3, 'first', 2, 5 * MB)
  const before = ledger.storedBytes()
  store(2, 'second', 1, 3 * MB)

  expect([before, ledger.storedBytes(), ledger.partBytes()]).toEqual([0, 3 * MB, 3 * MB])
})

test('a part that is stored twice counts once', () => {
  const { ledger, store } = openLedger()

  store(1, 'file', 1, 5 * MB)
  store(2, 'file', 1, 5 * MB)

  expect(ledger.storedBytes()).toBe(5 * MB)
})

test('nothing sent means that a kill keeps all', () => {
  expect(shareOf({ afterSeconds: 20, leftBytes: 0, storedBytes: 0 })).toBe(1)
})
