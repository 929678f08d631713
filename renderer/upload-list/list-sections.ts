import { dayOf } from '../../app/contract/day.ts'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'

/** What a section of the list is headed by: `day` is the local midnight its uploads came to Polar after, in epoch ms. */
export type Heading = { readonly kind: 'canceled' } | { readonly kind: 'day'; readonly day: number }

/** The rows of the list, and where its sections begin. */
export interface ShownList {
  readonly ids: readonly UploadId[]
  /** How many of them, from the first on, stand in the queue and can be moved in it. */
  readonly queuedCount: number
  /** By the index of the first row below each. */
  readonly headings: ReadonlyMap<number, Heading>
}

const NO_HEADINGS: ReadonlyMap<number, Heading> = new Map()

/** A list without sections. */
export const inOneSection = (ids: readonly UploadId[]): ShownList => ({
  ids,
  queuedCount: ids.length,
  headings: NO_HEADINGS,
})

/** What is still to be done in the order of the queue, then what was canceled, then what is in Polar, by day. */
export function inSections(uploads: readonly UploadView[]): ShownList {
  const queued: UploadId[] = []
  const canceled: UploadId[] = []
  const completed: Completed[] = []
  for (const { id, state } of uploads) {
    if (state.kind === 'completed') completed.push({ id, completedAt: state.completedAt })
    else (state.kind === 'canceled' ? canceled : queued).push(id)
  }
  if (queued.length === uploads.length) return inOneSection(queued)
  const headings = new Map<number, Heading>()
  if (canceled.length > 0) headings.set(queued.length, { kind: 'canceled' })
  const before = queued.length + canceled.length
  completed.sort((a, b) => b.completedAt - a.completedAt)
  for (const [index, day] of daysIn(completed)) headings.set(before + index, { kind: 'day', day })
  return {
    ids: [...queued, ...canceled, ...completed.map(({ id }) => id)],
    queuedCount: queued.length,
    headings,
  }
}

interface Completed {
  readonly id: UploadId
  readonly completedAt: number
}

/** Where a day begins, of uploads that are sorted, the latest first. */
function* daysIn(completed: readonly Completed[]): Generator<readonly [index: number, day: number]> {
  let day = Infinity
  for (const [index, { completedAt }] of completed.entries()) {
    // A day is looked up once, not for each of ten thousand.
    if (completedAt >= day) continue
    day = dayOf(completedAt)
    yield [index, day]
  }
}

/** Says whether two lists are the same to the eye. */
export const isSameList = (a: ShownList, b: ShownList): boolean =>
  a === b || (isSameOrder(a.ids, b.ids) && a.queuedCount === b.queuedCount && areSame(a.headings, b.headings))

const isSameOrder = (a: readonly UploadId[], b: readonly UploadId[]): boolean =>
  a === b || (a.length === b.length && a.every((id, index) => id === b[index]))

const areSame = (a: ShownList['headings'], b: ShownList['headings']): boolean =>
  a.size === b.size && [...a].every(([index, heading]) => keyOf(b.get(index)) === keyOf(heading))

const keyOf = (heading: Heading | undefined): number | string | undefined =>
  heading?.kind === 'day' ? heading.day : heading?.kind
