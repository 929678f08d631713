import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createOrderlyQuit } from '../../../main/orderly-quit.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import { createTestLog } from '../../support/test-app.ts'

/** An app amid uploads, and what has happened to it, in order. */
function running({
  mayQuit = () => Promise.resolve(true),
  stop = () => Promise.resolve(),
}: {
  readonly mayQuit?: () => Promise<boolean>
  readonly stop?: () => Promise<void>
} = {}) {
  const happened: string[] = []
  const clock = createManualClock()
  const log = createTestLog()
  const noting =
    <T>(what: string, act: () => T) =>
    () => {
      happened.push(what)
      return act()
    }
  const quit = createOrderlyQuit({
    mayQuit: noting('asked', mayQuit),
    stop: noting('stopped', stop),
    exit: noting('ended', () => undefined),
    onEnding: (isEnding) => void happened.push(isEnding ? 'ending' : 'not ending'),
    ...{ clock, log },
  })
  return { quit, happened, clock, log }
}

const never = (): Promise<never> => new Promise(() => undefined)

test('a person is asked, and the uploads stop before the app ends', async () => {
  const { quit, happened } = running()

  quit.askedToQuit()
  await setImmediate()

  expect(happened).toEqual(['asked', 'ending', 'stopped', 'ended'])
})

test('whoever says no is left alone, and asked again next time', async () => {
  const { quit, happened } = running({ mayQuit: () => Promise.resolve(false) })

  quit.askedToQuit()
  await setImmediate()
  quit.askedToQuit()
  await setImmediate()

  expect(happened).toEqual(['asked', 'asked'])
})

test('a question is asked once at a time', async () => {
  const { quit, happened } = running({ mayQuit: never })

  quit.askedToQuit()
  quit.askedToQuit()
  await setImmediate()

  expect(happened).toEqual(['asked'])
})

test('the app quits also when the question cannot be asked, and the log says why', async () => {
  const { quit, happened, log } = running({ mayQuit: () => Promise.reject(new Error('no box')) })

  quit.askedToQuit()
  await setImmediate()

  expect(happened).toEqual(['asked', 'ending', 'stopped', 'ended'])
  expect(log.entries.map(({ message }) => message)).toEqual(['Nobody could be asked before quitting'])
})

test('a signal asks nobody', async () => {
  const { quit, happened } = running()

  quit.signaled()
  quit.askedToQuit()
  await setImmediate()

  expect(happened).toEqual(['ending', 'stopped', 'ended'])
})

test.each([
  ['somebody asks once more', ({ quit }: ReturnType<typeof running>) => quit.askedToQuit()],
  ['they take too long', ({ clock }: ReturnType<typeof running>) => clock.advance(15_000)],
])('while uploads stop the app ends at once when %s', async (_what, act) => {
  const app = running({ stop: never })
  app.quit.askedToQuit()
  await setImmediate()

  act(app)

  expect(app.happened).toEqual(['asked', 'ending', 'stopped', 'ended'])
})

test('the end of the session is not held up by so much as a question', () => {
  const { quit, happened } = running()

  quit.sessionEnds()
  quit.askedToQuit()

  expect(happened).toEqual(['ending', 'ended'])
})

test.each([
  ['the system says so', ({ quit }: ReturnType<typeof running>) => quit.sessionGoesOn()],
  ['it has not ended for so long', ({ clock }: ReturnType<typeof running>) => clock.advance(120_000)],
])('a session that goes on after all, as %s, is as before: the next to quit is asked', async (_what, act) => {
  const app = running()
  app.quit.sessionEnds()

  act(app)
  app.quit.askedToQuit()
  await setImmediate()

  expect(app.happened).toEqual(['ending', 'not ending', 'asked', 'ending', 'stopped', 'ended'])
  expect(app.clock.timers()).toEqual([{ delayMs: 15_000, leftMs: 15_000 }])
})

test('the end of the session is believed anew each time', () => {
  const { quit, happened, clock } = running()
  quit.sessionEnds()
  quit.sessionGoesOn()
  clock.advance(100_000)

  quit.sessionEnds()
  clock.advance(100_000)
  quit.askedToQuit()

  expect(happened).toEqual(['ending', 'not ending', 'ending', 'ended'])
})

test('what is heard of the session changes nothing once the app quits', async () => {
  const { quit, happened } = running({ stop: never })
  quit.askedToQuit()
  await setImmediate()

  quit.sessionEnds()
  quit.sessionGoesOn()

  expect(happened).toEqual(['asked', 'ending', 'stopped'])
})
