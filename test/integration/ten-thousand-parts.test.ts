import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { FileId, UploadId } from '../../app/contract/ids.ts'
import { createPolarClient } from '../../app/polar/polar-client.ts'
import { openDatabase } from '../../app/store/database.ts'
import { createStore } from '../../app/store/store.ts'
import type { PlannedPart } from '../../app/store/part-store.ts'
import { MAX_PARTS, MIN_PART_BYTES, planParts } from '../../app/upload/part-plan.ts'
import { createNodeHttp } from '../../main/node-http.ts'
import { startLocalPolar } from '../local-polar/local-polar.ts'
import { prepareBench } from '../support/test-app.ts'

const hashOf = (algorithm: string, number: number, encoding: 'hex' | 'base64'): string =>
  createHash(algorithm).update(String(number)).digest(encoding)

/** As many parts as S3 takes, of bytes that nobody ever had: their checksums are made up. */
const PLAN: readonly PlannedPart[] = planParts(MAX_PARTS * MIN_PART_BYTES, { partBytes: MIN_PART_BYTES }).map(
  (part) => ({ ...part, checksum: hashOf('sha256', part.number, 'base64'), etag: null }),
)
const FILE = {
  ...{ name: 'huge.bin', mimeType: 'application/octet-stream', service: 'downloadable' as const },
  ...{ sizeBytes: MAX_PARTS * MIN_PART_BYTES, fileChecksum: hashOf('sha256', 0, 'base64'), parts: PLAN },
}

/** The parts as the local S3 has them on its disk, put there instead of being sent. Their names say what is in them. */
function storeParts(folder: string): void {
  for (const { number, start, end } of PLAN) {
    const name = [number, end - start, hashOf('md5', number, 'hex'), hashOf('sha256', number, 'hex')].join(
      '.',
    )
    writeFileSync(join(folder, name), '')
  }
}

const etagOf = (number: number): string => `"${hashOf('md5', number, 'hex')}"`

test('10,000 parts are opened, remembered, and completed by a later start, their bytes being taken as sent', async () => {
  await using bench = await prepareBench()
  const { clock, dataFolder } = bench
  const http = createNodeHttp({ proxyEnvFor: () => Promise.resolve({}) })
  onTestFinished(() => http.close())
  const { signal } = new AbortController()
  const client = createPolarClient({ http, clock, onDate: () => undefined })
  const first = await bench.startApp()
  const account = await first.commands.account()
  await first.stop()
  if (account.kind === 'signed-out') throw new Error('Nobody is signed in')

  // Opened at Polar and stored, as a run does.
  const who = { serverUrl: bench.polar.url, token: bench.polar.token }
  const opened = await client.openSession(who, FILE, signal)
  const id = '00000000-0000-4000-8000-000000000001' as UploadId
  const { db } = openDatabase(dataFolder, 0)
  const store = createStore(db)
  const identity = { inode: '2', modifiedNs: '3', changedNs: '4', sizeBytes: FILE.sizeBytes }
  store.uploads.add([
    {
      ...{
        id,
        position: 1,
        accountId: account.id,
        path: '/nowhere/huge.bin',
        addedAt: 0,
        sentBytes: 0,
        sessionsLost: 0,
        lossReason: null,
      },
      ...{ ...FILE, identity: null, fileChecksum: null, state: { kind: 'queued' } },
    },
  ])
  store.uploads.setHashed(id, { identity, fileChecksum: FILE.fileChecksum })
  store.parts.setPlan(
    id,
    PLAN,
    PLAN.map(({ checksum }) => checksum),
  )
  store.sessions.open(
    id,
    {
      ...opened.session,
      expiresAt: opened.expiresAt,
      lifetimeSeconds: 3600,
      completionSent: false,
      completionsFailed: 0,
    },
    opened.urls,
  )
  const urls = store.sessions.urls(id)
  store.together(() => PLAN.forEach(({ number }) => store.parts.markStored(id, number, etagOf(number))))
  db.close()

  // S3 starts again with the parts on its disk.
  await bench.polar.stop()
  storeParts(join(bench.folder.path, 'polar', 'uploads', opened.session.multipartId))
  const port = Number(new URL(bench.polar.url).port)
  const polar = await startLocalPolar({
    dataFolder: join(bench.folder.path, 'polar'),
    port,
    now: () => clock.now(),
  })
  onTestFinished(() => polar.stop())

  const app = await bench.startApp()
  const { state, partCount } = await app.until(id, 'waiting', 'completed', 'failed')

  expect(new Set(opened.urls.map(({ url }) => url)).size).toBe(MAX_PARTS)
  expect([...urls.values()]).toEqual(opened.urls)
  expect({ state, partCount }).toEqual({
    state: { kind: 'completed', fileId: opened.session.fileId satisfies FileId, completedAt: clock.now() },
    partCount: MAX_PARTS,
  })
  expect(polar.files()[0]).toMatchObject({ is_uploaded: true, size: FILE.sizeBytes })
  expect(polar.counts()).toMatchObject({ completions: 1, requests: { create: 0, part: 0 } })
})
