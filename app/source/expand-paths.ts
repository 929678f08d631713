import { constants, type BigIntStats } from 'node:fs'
import { access, open, readdir, stat } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { once } from '../contract/once.ts'
import { diskProblem, madeUp, notAFile, shownName } from './disk-problem.ts'
import { identityFrom, type Expansion, type FoundFile } from './source-file.ts'

/** Files that file managers leave in folders for themselves. */
const LEFT_OUT = new Set(['.ds_store', 'thumbs.db', 'desktop.ini'])

/**
 * Folders that macOS shows as one file, by how their names end, with what is in each: thousands of files that are of no
 * use one by one. Any system may have one, a game built for a Mac above all.
 */
const PACKAGES: Readonly<Record<string, string>> = {
  '.app': 'Contents',
  '.band': 'projectData',
  '.fcpbundle': 'CurrentVersion.flexolibrary',
  '.logicx': 'Alternatives',
}

/** How many files and folders are looked at together: enough for a slow share, too few to run out of descriptors. */
const AT_ONCE = 8

/** A place in the tree of what was given. Its contents are found in any order and gathered in the right one. */
interface Place {
  readonly path: string
  readonly parent: Place | null
  /** Set once it is known to be a folder. */
  identityKey?: string
  found?: Found
}

type Found =
  | { readonly kind: 'file'; readonly file: FoundFile }
  | { readonly kind: 'folder'; readonly places: readonly Place[] }
  | { readonly kind: 'left-out' }
  | { readonly kind: 'refused'; readonly message: string }

const byName = once(() => new Intl.Collator('en', { numeric: true }))

/** Finds the files in files and folders, links followed; `SourceFiles.expand` says what comes back. */
export async function expandPaths(paths: readonly string[]): Promise<Expansion> {
  const given = paths.map((path): Place => {
    if (path !== '') return { path: resolve(path), parent: null }
    const message = 'An empty path leads nowhere. Give the path of a file or a folder.'
    return { path, parent: null, found: { kind: 'refused', message } }
  })
  await visitAll(given.filter((place) => place.found === undefined))
  return gather(given)
}

/** Visits the places and all that is found in them, a few at a time. */
function visitAll(places: readonly Place[]): Promise<void> {
  // The last is visited first, so that a tree is walked in depth: fewer places wait at a time.
  const waiting = places.toReversed()
  let underway = 0
  return new Promise((done, fail) => {
    const goOn = (): void => {
      for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
        underway += 1
        visit(place).then(visited, fail)
        if (underway === AT_ONCE) return
      }
      if (underway === 0) done()
    }
    const visited = (inside: readonly Place[]): void => {
      underway -= 1
      for (const place of inside.toReversed()) waiting.push(place)
      goOn()
    }
    goOn()
  })
}

/** Learns what is at a place; gives the places in it. */
async function visit(place: Place): Promise<readonly Place[]> {
  try {
    place.found = await look(place)
  } catch (error) {
    place.found = { kind: 'refused', message: diskProblem(error, place.path).message }
  }
  return place.found.kind === 'folder' ? place.found.places : []
}

async function look(place: Place): Promise<Found> {
  const { path } = place
  const stats = await stat(path, { bigint: true })
  if (stats.isDirectory()) return lookInside(place, identityKeyOf(stats, path))
  if (LEFT_OUT.has(basename(path).toLowerCase())) return { kind: 'left-out' }
  if (!stats.isFile()) return { kind: 'refused', message: notAFile(path).message }
  await access(path, constants.R_OK)
  if (stats.size === 0n && (await isMadeUp(path))) return { kind: 'refused', message: madeUp(path).message }
  return { kind: 'file', file: { path, identity: identityFrom(stats) } }
}

/** Files of the system, such as those in `/proc`, say that they are empty, and are written when they are read. */
async function isMadeUp(path: string): Promise<boolean> {
  // Of some the system has nothing to say yet: they are not waited for. Windows has neither them nor the flag.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const { bytesRead } = await file.read(Buffer.alloc(1), 0, 1, 0)
    // Meanwhile somebody may have begun to write it.
    return bytesRead > 0 && (await file.stat()).size === 0
  } finally {
    await file.close()
  }
}

async function lookInside(place: Place, identityKey: string): Promise<Found> {
  for (let above = place.parent; above !== null; above = above.parent) {
    if (above.identityKey !== identityKey) continue
    return { kind: 'refused', message: leadsBack(place.path) }
  }
  place.identityKey = identityKey
  const names = await readdir(place.path)
  if (isPackage(place.path, names)) return { kind: 'refused', message: packageOf(place.path) }
  return { kind: 'folder', places: names.sort(inNaturalOrder).map((name) => within(place, name)) }
}

const within = (parent: Place, name: string): Place => ({ path: join(parent.path, name), parent })

/** Names that only differ in how they are encoded are equal to the collator; code units give them a fixed order. */
const inNaturalOrder = (a: string, b: string): number => byName().compare(a, b) || (a < b ? -1 : 1)

/** Some network file systems give every file the inode 0, which tells nothing; there the path must do. */
const identityKeyOf = (stats: BigIntStats, path: string): string =>
  stats.ino === 0n ? path : `${String(stats.dev)}:${String(stats.ino)}`

function gather(given: readonly Place[]): Expansion {
  const files: FoundFile[] = []
  const refused: { path: string; message: string }[] = []
  let leftOutCount = 0
  const waiting = given.toReversed()
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { path, found } = place
    if (found?.kind === 'file') files.push(found.file)
    if (found?.kind === 'left-out') leftOutCount += 1
    if (found?.kind === 'refused') refused.push({ path, message: found.message })
    if (found?.kind !== 'folder') continue
    for (const inside of found.places.toReversed()) waiting.push(inside)
    if (place.parent === null && !holdsAny(place)) refused.push({ path, message: nothingIn(path) })
  }
  return { files, leftOutCount, refused }
}

/** Says whether there is a file in the folder, or something to be said about why it was not added. */
function holdsAny(folder: Place): boolean {
  const waiting = [folder]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (place.found?.kind === 'file' || place.found?.kind === 'refused') return true
    if (place.found?.kind !== 'folder') continue
    for (const inside of place.found.places) waiting.push(inside)
  }
  return false
}

const isPackage = (path: string, names: readonly string[]): boolean => {
  const inside = PACKAGES[extname(path).toLowerCase()]
  return inside !== undefined && names.includes(inside)
}

const packageOf = (path: string): string =>
  `“${shownName(path)}” is a folder that a Mac shows as one file, and Polar takes files only. Compress it, for example with a right click, then add the archive.`

const leadsBack = (path: string): string =>
  `“${shownName(path)}” leads back to a folder it is in, so it was not followed. The files there are added already: nothing is missing.`

const nothingIn = (path: string): string =>
  `There are no files in “${shownName(path)}”. Put the files to upload into it, then add it again.`
