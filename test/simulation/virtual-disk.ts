import { hash } from 'node:crypto'
import { diskError, endedEarly } from '../../app/source/disk-problem.ts'
import type { FileIdentity, SourceFile, SourceFiles } from '../../app/source/source-file.ts'
import type { Part } from '../../app/upload/part-plan.ts'
import { movedPathOf, type FileChange, type ReadFault } from './disk-troubles.ts'

/**
 * What is in a stretch of a file, without its bytes: which file the bytes were first written in, and which of them
 * were written over since. Two stretches with the same description hold the same bytes.
 */
export interface Content {
  readonly base: string
  readonly start: number
  readonly end: number
  /** What was written over, by place; ascending. */
  readonly marks: readonly Mark[]
}

/** One byte written over. */
export interface Mark {
  readonly at: number
  readonly id: number
}

/** Puts stretches that follow each other together; pieces of different files stay a mixture. */
export function joined(pieces: readonly Content[]): readonly Content[] {
  const whole: Content[] = []
  for (const piece of pieces) {
    const last = whole.at(-1)
    if (last?.base !== piece.base || last.end !== piece.start) whole.push(piece)
    else whole[whole.length - 1] = { ...last, end: piece.end, marks: [...last.marks, ...piece.marks] }
  }
  return whole
}

const describe = (pieces: readonly Content[]): string =>
  joined(pieces)
    .map(({ base, start, end, marks }) => {
      const over = marks.map(({ at, id }) => `${at}=${id}`).join(',')
      return start === end ? '' : `${base}:${start}-${end}:${over}`
    })
    .join('|')

/** Stands for the SHA-256 of these bytes, base64: equal for equal bytes, different for others. */
export const checksumOf = (pieces: readonly Content[]): string => hash('sha256', describe(pieces), 'base64')

/** Stands for the MD5 of these bytes, hex. */
export const md5Of = (pieces: readonly Content[]): string => hash('md5', describe(pieces), 'hex')

interface Inode {
  readonly number: number
  readonly base: string
  sizeBytes: number
  /** Once cut, it does not grow again: what would be where it was longer before could not be told apart. */
  wasCut: boolean
  marks: readonly Mark[]
  modifiedNs: bigint
}

/** What the disk asks of the world around it. */
export interface DiskSurroundings {
  /** Resolves after that long; never, for a process that has died meanwhile. */
  pause(delayMs: number): Promise<void>
  /** The fault for the next opening or reading; null for none. */
  faultFor(operation: 'open' | 'identity' | 'read' | 'checksums'): ReadFault | null
}

/** The user's disk, which outlives every process. */
export interface VirtualDisk {
  create(path: string, sizeBytes: number): void
  change(path: string, change: FileChange): void
  isThere(path: string): boolean
  /** Says whether a file on this disk was ever, at one moment, these bytes as a whole. */
  everWas(checksum: string): boolean
  /** Opens the disk to a process. */
  mount(surroundings: DiskSurroundings): MountedDisk
  /** What the latest reading into the place at this offset of the buffer got. Forgotten once asked. */
  contentAt(byteOffset: number): Content
}

/** A disk as a process has it. */
export interface MountedDisk extends SourceFiles {
  openFiles(): number
}

const READ_MS = 0.4
/** Hashing reads at that many bytes a millisecond: 1 GB/s. */
const HASH_BYTES_PER_MS = 1_000_000
/** Into how many stretches of time the hashing of a file falls. */
const HASH_STEPS = 3

/** Creates an empty disk; to find what is to be added takes that much longer than a moment. */
export function createVirtualDisk(findMs: number): VirtualDisk {
  const files = new Map<string, Inode>()
  const trash = new Map<string, Inode>()
  const versions = new Set<string>()
  const readings = new Map<number, Content>()
  let count = 0

  const remember = (inode: Inode): void => void versions.add(checksumOf([stretch(inode, 0, inode.sizeBytes)]))
  const create = (path: string, sizeBytes: number): void => {
    count += 1
    const inode: Inode = {
      number: count,
      base: `file${count}`,
      sizeBytes,
      wasCut: false,
      marks: [],
      modifiedNs: BigInt(count) * 1_000_000n,
    }
    files.set(path, inode)
    remember(inode)
  }
  const edit = (inode: Inode, at: number): void => {
    if (inode.sizeBytes === 0) return
    count += 1
    const place = Math.min(at, inode.sizeBytes - 1)
    const others = inode.marks.filter((mark) => mark.at !== place)
    inode.marks = [...others, { at: place, id: count }].sort((a, b) => a.at - b.at)
    remember(inode)
  }
  const resize = (inode: Inode, sizeBytes: number): void => {
    count += 1
    const grown = sizeBytes > inode.sizeBytes
    const kept = inode.marks.filter(({ at }) => at < sizeBytes)
    inode.marks = grown ? [...kept, { at: inode.sizeBytes, id: count }] : kept
    inode.sizeBytes = sizeBytes
    remember(inode)
  }
  const change = (path: string, what: FileChange): void => {
    const inode = files.get(path)
    if (what === 'put-back') {
      const lost = trash.get(path)
      if (inode === undefined && lost !== undefined) files.set(path, lost)
      return
    }
    if (inode === undefined) return
    switch (what) {
      case 'edit':
      case 'edit-unseen':
        edit(inode, Math.floor(inode.sizeBytes * (((count * 7919) % 100) / 100)))
        break
      case 'touch':
        break
      case 'truncate':
        resize(inode, Math.floor(inode.sizeBytes * 0.7))
        inode.wasCut = true
        break
      case 'grow':
        if (!inode.wasCut) resize(inode, inode.sizeBytes + 1_000_000)
        break
      case 'replace':
        trash.set(path, inode)
        create(path, inode.sizeBytes)
        return
      case 'move-away':
        files.set(movedPathOf(path), inode)
        files.delete(path)
        return
      case 'delete':
        trash.set(path, inode)
        files.delete(path)
        return
    }
    if (what !== 'edit-unseen') inode.modifiedNs += 1_000_003n
  }

  return {
    create,
    change,
    isThere: (path) => files.has(path),
    everWas: (checksum) => versions.has(checksum),
    contentAt(byteOffset) {
      const content = readings.get(byteOffset)
      if (content === undefined) throw new Error('Sent without having been read')
      readings.delete(byteOffset)
      return content
    },
    mount: (surroundings) => mount({ files, readings, findMs }, surroundings),
  }
}

const stretch = ({ base, marks }: Inode, start: number, end: number): Content => ({
  ...{ base, start, end },
  marks: marks.length === 0 ? marks : marks.filter(({ at }) => at >= start && at < end),
})

interface Shared {
  readonly findMs: number
  readonly files: ReadonlyMap<string, Inode>
  readonly readings: Map<number, Content>
}

function mount({ files, readings, findMs }: Shared, surroundings: DiskSurroundings): MountedDisk {
  let open = 0
  return {
    openFiles: () => open,
    async open(path) {
      await surroundings.pause(READ_MS)
      const inode = files.get(path)
      failIf(surroundings.faultFor('open'), path)
      if (inode === undefined) throw systemError('ENOENT', path)
      open += 1
      return openFile(path, inode, readings, surroundings, () => void (open -= 1))
    },
    async expand(paths) {
      await surroundings.pause(READ_MS + findMs)
      const found = paths.map((path) => ({ path, inode: files.get(path) }))
      return {
        leftOutCount: 0,
        files: found.flatMap(({ path, inode }) =>
          inode === undefined ? [] : [{ path, identity: identityOf(inode) }],
        ),
        refused: found.flatMap(({ path, inode }) =>
          inode === undefined ? [{ path, message: systemError('ENOENT', path).message }] : [],
        ),
      }
    },
    close: () => Promise.resolve(),
  }
}

function openFile(
  path: string,
  inode: Inode,
  readings: Map<number, Content>,
  surroundings: DiskSurroundings,
  onClose: () => void,
): SourceFile {
  const sizeAtOpening = inode.sizeBytes
  let isOpen = true
  const touch = (operation: 'identity' | 'read' | 'checksums'): void => {
    if (!isOpen) throw new Error(`A closed file is asked for ${operation}`)
    failIf(surroundings.faultFor(operation), path)
  }
  return {
    path,
    async identity() {
      await surroundings.pause(0)
      touch('identity')
      return identityOf(inode)
    },
    async read(target, position) {
      await surroundings.pause(READ_MS)
      touch('read')
      const wanted = Math.max(0, Math.min(target.length, sizeAtOpening - position))
      if (position + wanted > inode.sizeBytes) throw endedEarly(path)
      readings.set(target.byteOffset, stretch(inode, position, position + wanted))
      return wanted
    },
    async checksums(parts, { signal, onHashed }) {
      const whole: Content[] = []
      const partChecksums: string[] = []
      for (const some of inSteps(parts)) {
        const bytes = (some.at(-1)?.end ?? 0) - (some[0]?.start ?? 0)
        await surroundings.pause(bytes / HASH_BYTES_PER_MS)
        signal.throwIfAborted()
        touch('checksums')
        for (const { start, end } of some) {
          if (end > inode.sizeBytes) throw endedEarly(path)
          const content = stretch(inode, start, end)
          whole.push(content)
          partChecksums.push(checksumOf([content]))
        }
        if (bytes > 0) onHashed(bytes)
      }
      return { fileChecksum: checksumOf(whole), partChecksums }
    },
    close() {
      if (isOpen) onClose()
      isOpen = false
      return Promise.resolve()
    },
  }
}

function inSteps(parts: readonly Part[]): readonly (readonly Part[])[] {
  const size = Math.ceil(parts.length / HASH_STEPS)
  return Array.from({ length: Math.ceil(parts.length / size) }, (_, index) =>
    parts.slice(index * size, (index + 1) * size),
  )
}

const identityOf = (inode: Inode): FileIdentity => ({
  inode: String(inode.number),
  sizeBytes: inode.sizeBytes,
  modifiedNs: String(inode.modifiedNs),
  changedNs: String(inode.modifiedNs),
})

function failIf(fault: ReadFault | null, path: string): void {
  if (fault !== null) throw systemError(fault, path)
}

const systemError = (code: string, path: string): Error =>
  diskError(Object.assign(new Error(`${code}: simulated`), { code }), path)
