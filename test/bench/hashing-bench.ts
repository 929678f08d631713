import { open } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { createHasher } from '../../app/source/checksums.ts'
import { createHash } from 'node:crypto'
import { PROJECT_FOLDER } from '../support/fresh-build.ts'
import type { BenchOptions } from './bench-options.ts'
import { atLeast, median, told } from './figure.ts'
import type { Measured } from './measured.ts'
import { hashWithOpenssl, opensslVersion } from './peers/openssl.ts'
import { makePayloadFolder, MiB } from './payload.ts'
import { inRounds, ratios } from './rounds.ts'

const PART_BYTES = 64 * MiB

interface Hashing {
  readonly seconds: number
  readonly cpuSeconds: number
}

/**
 * Hashing alone, as the app does it: the parts and the whole on two threads, or one part on one; against OpenSSL's own
 * program, which hashes once what two threads hash twice.
 */
export async function benchHashing({ runs, sizeMiB }: BenchOptions): Promise<Measured> {
  using payload = makePayloadFolder(sizeMiB * MiB)
  const sizeBytes = sizeMiB * MiB
  const path = payload.file('payload.bin', sizeBytes)
  const hasher = createHasher(pathToFileURL(join(PROJECT_FOLDER, 'out', 'main', 'hash-worker.js')))
  try {
    // Threads start once in the life of the app.
    await hash(hasher, path, 2 * MiB, MiB)
    const all = await inRounds(
      {
        two: () => hash(hasher, path, sizeBytes, PART_BYTES),
        one: () => hash(hasher, path, sizeBytes, sizeBytes),
        openssl: (): Promise<Hashing> => hashWithOpenssl(path, payload.emptyFolder()),
        node: () => Promise.resolve(hashInOneGo(sizeBytes)),
      },
      runs,
    )
    const gigabytes = sizeBytes / 1e9
    const rate = (hashings: readonly Hashing[]): number =>
      gigabytes / median(hashings.map((one) => one.seconds))
    const cpu = (hashings: readonly Hashing[]): number =>
      median(hashings.map((one) => one.cpuSeconds)) / gigabytes
    const speed = (hashings: readonly Hashing[]): number =>
      median(ratios(all.openssl, hashings, (one) => one.seconds))
    return {
      figures: [
        told('openssl dgst -sha256', rate(all.openssl), 'GB/s'),
        told('SHA-256 of Node over memory, without a file', rate(all.node), 'GB/s'),
        told('two threads, parts and whole', rate(all.two), 'GB/s'),
        told('one thread, a file of one part', rate(all.one), 'GB/s'),
        told('openssl', cpu(all.openssl), 'CPU s/GB'),
        told('two threads, parts and whole', cpu(all.two), 'CPU s/GB'),
        atLeast('two threads, parts and whole, against openssl', speed(all.two), 'times', 0.9),
        told('one thread, a file of one part, against openssl', speed(all.one), 'times'),
      ],
      runs: all,
      versions: { openssl: opensslVersion() },
    }
  } finally {
    await hasher.close()
  }
}

async function hash(
  hasher: ReturnType<typeof createHasher>,
  path: string,
  sizeBytes: number,
  partBytes: number,
): Promise<Hashing> {
  const handle = await open(path)
  const parts = Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, index) => ({
    number: index + 1,
    start: index * partBytes,
    end: Math.min(sizeBytes, (index + 1) * partBytes),
  }))
  const [before, startedAt] = [process.cpuUsage(), performance.now()]
  const signal = new AbortController().signal
  await hasher.hash({ fd: handle.fd, path }, parts, { signal, onHashed: () => undefined })
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(before)
  await handle.close()
  return { seconds, cpuSeconds: (user + system) / 1e6 }
}

function hashInOneGo(sizeBytes: number): Hashing {
  const block = Buffer.alloc(MiB)
  const [before, startedAt] = [process.cpuUsage(), performance.now()]
  const hash = createHash('sha256')
  for (let at = 0; at < sizeBytes; at += block.length) hash.update(block)
  hash.digest()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6 }
}
