import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FileId } from '../../../app/contract/ids.ts'
import type { ReceiptFile } from '../../../app/contract/receipt.ts'
import type { UploadState, UploadStateKind } from '../../../app/contract/upload-state.ts'
import { transition, type UploadEvent } from '../../../app/upload/transition.ts'

const failure = { code: 'network', message: 'No connection. Trying again soon.' } as const
const fileId = 'f' as FileId

const STATES: Record<UploadStateKind, UploadState> = {
  queued: { kind: 'queued' },
  hashing: { kind: 'hashing' },
  opening: { kind: 'opening' },
  uploading: { kind: 'uploading' },
  completing: { kind: 'completing' },
  waiting: { kind: 'waiting', retryAt: 1, failure },
  paused: { kind: 'paused' },
  failed: { kind: 'failed', failure },
  completed: { kind: 'completed', fileId, completedAt: 2 },
  canceled: { kind: 'canceled' },
}

const EVENTS: Record<UploadEvent['kind'], UploadEvent> = {
  started: { kind: 'started' },
  hashed: { kind: 'hashed' },
  opened: { kind: 'opened' },
  'parts-stored': { kind: 'parts-stored' },
  confirmed: { kind: 'confirmed', file: { id: fileId } as ReceiptFile, at: 2 },
  'retry-scheduled': { kind: 'retry-scheduled', retryAt: 1, failure },
  failed: { kind: 'failed', failure },
  interrupted: { kind: 'interrupted' },
  'set-back': { kind: 'set-back' },
  paused: { kind: 'paused' },
  requeued: { kind: 'requeued' },
  canceled: { kind: 'canceled' },
}

/** Where each event leads from each state: the drawing in `upload-state.ts` as a table; what is not here throws. */
const LEADS_TO: Record<UploadStateKind, Partial<Record<UploadEvent['kind'], UploadStateKind>>> = {
  queued: { started: 'hashing', paused: 'paused', canceled: 'canceled' },
  hashing: { hashed: 'opening', ...whileActive() },
  opening: { opened: 'uploading', ...whileActive() },
  uploading: { 'parts-stored': 'completing', ...whileActive() },
  completing: { confirmed: 'completed', ...whileActive() },
  waiting: { requeued: 'queued', paused: 'paused', canceled: 'canceled' },
  paused: { requeued: 'queued', canceled: 'canceled' },
  failed: { requeued: 'queued', canceled: 'canceled' },
  completed: {},
  canceled: { requeued: 'queued' },
}

function whileActive(): Partial<Record<UploadEvent['kind'], UploadStateKind>> {
  return {
    ...{ 'retry-scheduled': 'waiting', failed: 'failed', interrupted: 'queued', 'set-back': 'queued' },
    ...{ paused: 'paused', canceled: 'canceled' },
  }
}

const pairs = Object.values(STATES).flatMap((state) =>
  Object.values(EVENTS).map((event) => ({ state, event, next: LEADS_TO[state.kind][event.kind] })),
)
const possible = pairs.flatMap(({ next, ...pair }) => (next === undefined ? [] : [{ ...pair, next }]))

describe('an upload', () => {
  test.each(possible)('that is $state.kind and $event.kind becomes $next', ({ state, event, next }) => {
    expect(transition(state, event)).toEqual(STATES[next])
  })

  test.each(pairs.filter(({ next }) => next === undefined))(
    'that is $state.kind cannot be $event.kind',
    ({ state, event }) => {
      expect(() => transition(state, event)).toThrow(`An upload cannot be ${event.kind} while ${state.kind}`)
    },
  )
})

test('whatever happens in whatever order, an upload is in one of its states', () => {
  const anyEvent = fc.constantFrom(...Object.values(EVENTS))

  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 50 }), (events) => {
      let state: UploadState = STATES.queued
      for (const event of events) {
        const isPossible = LEADS_TO[state.kind][event.kind] !== undefined
        if (isPossible) state = transition(state, event)
        else expect(() => transition(state, event)).toThrow()
        expect(state).toEqual(STATES[state.kind])
      }
    }),
  )
})

test('from every state but completed, an upload can still be completed', () => {
  const reachable = (from: UploadStateKind): Set<UploadStateKind> => {
    const seen = new Set([from])
    for (const state of seen) for (const next of Object.values(LEADS_TO[state])) seen.add(next)
    return seen
  }

  const stuck = Object.values(STATES).filter(({ kind }) => !reachable(kind).has('completed'))

  expect(stuck).toEqual([])
})
