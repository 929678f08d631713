import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import { openDatabaseToRead } from '../../app/store/database.ts'
import { createPartStore } from '../../app/store/part-store.ts'
import { startLocalPolar, type LocalPolar } from '../local-polar/local-polar.ts'
import { startCli, type CliResult } from '../support/command-line.ts'
import { createSeededRandom } from '../local-polar/seeded-random.ts'
import { makeTempFolder, sha256 } from '../support/temp-folder.ts'

const MiB = 1024 ** 2
const FILE_BYTES = 24 * 16 * MiB + 12_345
const PARTS_IN_FLIGHT = 4
const LEAST_KILLS = 30

/** Kills come at moments spread evenly over orders of magnitude: start-up and hashing count as much as sending. */
const killAfterMs = (chance: number): number => Math.round(60 * (2_000 / 60) ** chance)

let kills = 0

afterAll(() => expect(kills).toBeGreaterThanOrEqual(LEAST_KILLS))

test.each([1, 2, 3, 4])('an upload killed again and again arrives whole (seed %i)', async (seed) => {
  using folder = makeTempFolder()
  const path = folder.file('course.mp4', FILE_BYTES, seed)
  const polar = await startLocalPolar({
    dataFolder: join(folder.path, 'polar'),
    bytesPerSecond: 80 * MiB,
  })
  const random = createSeededRandom(seed)
  const dataFolder = join(folder.path, 'data')
  const sentAgain = countPutsOfRecordedParts(polar, dataFolder)
  const run = (): ReturnType<typeof startCli> =>
    startCli(['upload', path, '--json'], {
      POLAR_SERVER: polar.url,
      POLAR_ACCESS_TOKEN: polar.token,
      POLAR_UPLOADER_DATA: dataFolder,
    })
  try {
    let killsHere = 0
    let result: CliResult | null = null
    while (result?.exitCode !== 0) {
      const cli = run()
      // The real thing dies at a real moment; no clock of ours can stand in for that.
      const killing = delay(killAfterMs(random())).then(() => cli.process.kill('SIGKILL'))
      result = await cli.ended
      if (result.signal === 'SIGKILL') killsHere += 1
      else expect(result, result.messages).toMatchObject({ exitCode: 0 })
      await killing
      sentAgain.learnRecorded()
    }
    kills += killsHere

    const [file, ...others] = polar.files().filter((record) => record.is_uploaded)
    expect(others).toEqual([])
    expect(await polar.checksum(file?.id ?? '')).toBe(sha256(readFileSync(path)))
    expect(polar.counts().sessionsOpened).toBe(1 + lostBeforeStored(polar))
    expect(sentAgain.parts()).toEqual([])
    const { committed } = polar.counts().files[file?.id ?? ''] ?? { committed: 0 }
    expect(committed - 25).toBeLessThanOrEqual(killsHere * PARTS_IN_FLIGHT)
  } finally {
    await polar.stop()
  }
})

/** A kill between Polar's answer and its being stored leaves a record behind that nothing was ever sent to. */
const lostBeforeStored = (polar: LocalPolar): number => {
  const { files } = polar.counts()
  return polar.files().filter(({ id }) => (files[id]?.started ?? 0) === 0).length
}

/** Watches for PUTs of parts that the client had on record as stored when it was killed. */
function countPutsOfRecordedParts(polar: LocalPolar, dataFolder: string) {
  const recorded = new Set<number>()
  const again: number[] = []
  polar.onRequest((event) => {
    if (event.kind === 'started' && event.operation === 'part' && recorded.has(event.partNumber ?? 0)) {
      again.push(event.partNumber ?? 0)
    }
  })
  return {
    parts: () => again,
    learnRecorded() {
      const db = openDatabaseToRead(dataFolder)
      if (db === null) return
      const store = createPartStore(db)
      for (const id of store.sums().keys()) {
        for (const { number, etag } of store.plan(id satisfies UploadId))
          if (etag !== null) recorded.add(number)
      }
      db.close()
    },
  }
}
