import { once } from '../../app/contract/once.ts'
import type { UploadState } from '../../app/contract/upload-state.ts'
import type { UploadView } from '../../app/contract/upload-view.ts'
import { groupOf, type Group } from '../summary/summarize.ts'
import { inOneSection, inSections, type ShownList } from './list-sections.ts'

/** The parts of the list one can look at. Waiting are all that do not move now and will or can. */
export const FILTERS = ['all', 'active', 'waiting', 'completed', 'failed', 'canceled'] as const

/** One of them. */
export type Filter = (typeof FILTERS)[number]

/** The orders the list can have: that of the queue with the finished below it, by name, the largest first, the newest first. */
export const SORTS = ['queue', 'name', 'size', 'newest'] as const

/** One of them. */
export type Sort = (typeof SORTS)[number]

/** What of the list is shown, and how. */
export interface ListView {
  readonly filter: Filter
  /** Words, all of which a shown upload's name or folder has; empty for all uploads. */
  readonly search: string
  readonly sort: Sort
}

/** All of it, in the order of the queue. */
export const WHOLE_LIST: ListView = { filter: 'all', search: '', sort: 'queue' }

const GROUPS_OF: Readonly<Record<Filter, readonly Group[]>> = {
  all: ['active', 'waiting', 'locked', 'paused', 'failed', 'completed', 'canceled'],
  active: ['active'],
  waiting: ['waiting', 'locked', 'paused'],
  completed: ['completed'],
  failed: ['failed'],
  canceled: ['canceled'],
}

/** Says whether an upload in that state belongs to a part of the list. */
export const isIn = (filter: Filter, state: UploadState): boolean =>
  GROUPS_OF[filter].includes(groupOf(state))

/** How many uploads each part of the list has. */
export const countIn = (filter: Filter, counts: Readonly<Record<Group, number>>): number =>
  GROUPS_OF[filter].reduce((sum, group) => sum + counts[group], 0)

/** The parts of the list to choose from, in order. Most lists have nothing canceled, and then there is no such part. */
export const offeredFilters = (chosen: Filter, counts: Readonly<Record<Group, number>>): readonly Filter[] =>
  FILTERS.filter((filter) => filter !== 'canceled' || chosen === filter || counts.canceled > 0)

/** Says whether only a part of the list is shown. */
export const isNarrowed = ({ filter, search }: ListView): boolean =>
  filter !== 'all' || wordsOf(search).length > 0

const names = once(() => new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }))

const COMPARE: Readonly<Record<Exclude<Sort, 'queue'>, (a: UploadView, b: UploadView) => number>> = {
  name: (a, b) => names().compare(a.name, b.name),
  size: (a, b) => b.sizeBytes - a.sizeBytes,
  newest: (a, b) => b.addedAt - a.addedAt,
}

/** The uploads that are shown, in order; `uploads` are in the order of the queue, which also settles ties. */
export function shownList(uploads: Iterable<UploadView>, { filter, search, sort }: ListView): ShownList {
  const words = wordsOf(search)
  const shown: UploadView[] = []
  for (const upload of uploads) if (isIn(filter, upload.state) && matches(upload, words)) shown.push(upload)
  return sort === 'queue' ? inSections(shown) : inOneSection(shown.sort(COMPARE[sort]).map(({ id }) => id))
}

const wordsOf = (search: string): readonly string[] => fold(search).split(/\s+/).filter(Boolean)

function matches({ name, path }: UploadView, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = folded(`${name}\n${path}`)
  return words.every((word) => text.includes(word))
}

/** Without capitals and marks, so that “résumé” is found by “Resume”, however its letters are written. */
const fold = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

// Ten thousand names are folded once, not at every letter typed.
const foldedTexts = new Map<string, string>()
const MOST_REMEMBERED = 50_000

function folded(text: string): string {
  const known = foldedTexts.get(text)
  if (known !== undefined) return known
  if (foldedTexts.size >= MOST_REMEMBERED) foldedTexts.clear()
  const made = fold(text)
  foldedTexts.set(text, made)
  return made
}
