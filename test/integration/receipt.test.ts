import { COMMAND_LINE_IDIOM } from '../../app/contract/idiom.ts'
import { createHash } from 'node:crypto'
import SQLite from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import type { Receipt } from '../../app/contract/receipt.ts'
import { receiptText } from '../../app/contract/receipt-text.ts'
import { MIGRATIONS } from '../../app/store/migrations.ts'
import { openDatabase } from '../../app/store/database.ts'
import { createStore } from '../../app/store/store.ts'
import { receiptOf } from '../../app/receipts.ts'
import { eventsIn, prepareCliBench } from './cli-bench.ts'
import { makeTempFolder } from '../support/temp-folder.ts'
import {
  addOne,
  checksumOf,
  prepareBench,
  throughBackoffs,
  untilProgress,
  untilRequest,
  type TestApp,
} from '../support/test-app.ts'

const MiB = 1024 ** 2
const PART = 16 * MiB

async function receiptFor(app: TestApp, id: UploadId): Promise<Receipt> {
  const receipt = await app.commands.receipt(id)
  if (receipt === null) throw new Error('There is no receipt')
  return receipt
}

const kindsOf = ({ timeline }: Receipt): readonly string[] => timeline.map(({ kind }) => kind)

describe('the receipt', () => {
  test('of an upload that went well proves every byte, and that none was sent twice', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const path = bench.folder.file('game.zip', 2 * PART + 5)
    const id = await addOne(app, path)
    const before = await app.commands.receipt(id)
    await app.until(id, 'completed')

    const receipt = await receiptFor(app, id)

    const [record] = bench.polar.files()
    expect(before).toBeNull()
    expect(receipt).toMatchObject({
      ...{ uploadId: id, fileId: record?.id, path, name: 'game.zip', sizeBytes: 2 * PART + 5 },
      ...{ sha256: await checksumOf(path), sentBytes: 2 * PART + 5, sentAgainBytes: 0 },
      polarFile: { id: record?.id, sizeBytes: 2 * PART + 5, etag: record?.checksum_etag },
    })
    expect(kindsOf(receipt)).toEqual(['added', 'checked', 'opened', 'all-stored', 'completed'])
    expect(receipt.parts.map(({ number, start, end }) => [number, start, end])).toEqual([
      [1, 0, PART],
      [2, PART, 2 * PART],
      [3, 2 * PART, 2 * PART + 5],
    ])
    // What S3 puts together is named after the ETags of its parts.
    const digests = receipt.parts.map(({ etag }) => etag.replaceAll('"', '')).join('')
    expect(`"${createHash('md5').update(digests, 'hex').digest('hex')}-3"`).toBe(record?.checksum_etag)
  })

  test('tells of broken parts, pauses, restarts and lost sessions, and of every byte sent again', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    polar.addFault({ operation: 'part', partNumber: 2, kind: 'reset', when: 'amid' })
    polar.addFault({ operation: 'part', partNumber: 3, kind: 'stall', when: 'before', count: null })
    const first = await bench.startApp()
    const path = bench.folder.file('game.zip', 3 * PART)
    const id = await addOne(first, path)
    await throughBackoffs(
      clock,
      untilProgress(first, id, ({ storedBytes }) => storedBytes === 2 * PART),
    )
    await first.commands.pause([id])
    await first.commands.resume([id])
    await first.until(id, 'uploading')
    await first.stop()
    polar.clearFaults()
    // The hour has passed before the app is started again.
    polar.setClockOffset(2 * 3_600_000)
    const second = await bench.startApp()
    await throughBackoffs(clock, second.until(id, 'completed', 'failed'))

    const receipt = await receiptFor(second, id)

    expect(kindsOf(receipt)).toEqual([
      ...['added', 'checked', 'opened', 'part-broke', 'paused', 'resumed', 'interrupted'],
      ...['session-lost', 'waited', 'opened', 'all-stored', 'completed'],
    ])
    expect(receipt.timeline.find(({ kind }) => kind === 'part-broke')?.detail).toBe('network')
    const arrived = polar.counts().parts.bodyBytes
    expect(receipt.sentBytes).toBeGreaterThanOrEqual(arrived)
    expect(receipt.sentAgainBytes).toBe(receipt.sentBytes - 3 * PART)
    expect(receipt.sentAgainBytes).toBeGreaterThanOrEqual(2 * PART)
  })

  test('does not grow with the tries: what repeats is counted', async () => {
    await using bench = await prepareBench()
    const { polar, clock } = bench
    polar.addFault({ operation: 'create', kind: 'error', status: 503, when: 'before', count: 40 })
    const app = await bench.startApp()
    const id = await addOne(app, bench.folder.file('game.zip', 1000))
    await throughBackoffs(clock, app.until(id, 'completed', 'failed'))

    const { timeline } = await receiptFor(app, id)

    expect(timeline.length).toBeLessThan(8)
    expect(timeline.find(({ kind }) => kind === 'waited')).toMatchObject({ detail: 'server-busy', count: 40 })
  })

  test('holds no secret', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()
    const opened = untilRequest(bench.polar, { kind: 'committed', operation: 'create' })
    const id = await addOne(app, bench.folder.file('game.zip', 1000))
    await opened
    await app.until(id, 'completed')

    const receipt = await receiptFor(app, id)

    const text = `${receiptText(receipt, COMMAND_LINE_IDIOM)}${JSON.stringify(receipt)}`
    expect(text).not.toContain(bench.polar.token)
    expect(text).not.toContain('X-Amz')
  })

  test('of an upload completed before receipts were kept says what is known', () => {
    using folder = makeTempFolder()
    const id = '0b9f7a3e-8f3c-4a53-9d1e-2f6f0a1b2c3d' as UploadId
    const old = new SQLite(join(folder.path, 'uploads.db'))
    for (const migration of MIGRATIONS.slice(0, 2)) old.exec(migration)
    old.pragma('user_version = 2')
    old.exec(`INSERT INTO uploads (id, position, path, name, mime_type, service, size_bytes, added_at, state, file_id,
      completed_at, file_checksum, sent_bytes) VALUES ('${id}', 1, '/old.zip', 'old.zip', 'application/zip',
      'downloadable', 10, 5, 'completed', 'f', 7, 'AAAA', 12)`)
    old.exec(`INSERT INTO parts VALUES ('${id}', 1, 0, 10, 'c', '"e"')`)
    old.close()

    const { db } = openDatabase(folder.path, 0)
    const receipt = receiptOf(createStore(db), id)
    db.close()

    expect(receipt).toMatchObject({
      ...{ fileId: 'f', sha256: '000000', sentAgainBytes: 2, polarFile: null, addedAt: 5, completedAt: 7 },
      timeline: [{ kind: 'added', firstAt: 5 }],
      parts: [{ number: 1, etag: '"e"' }],
    })
  })
})

describe('polar-uploader receipt', () => {
  test('prints the receipt by path, by id and by Polar’s id, signed in or not', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    const [event] = eventsIn(await bench.run(['upload', path, '--json'])).filter(
      (one) => one.event === 'completed',
    )
    const without = { POLAR_ACCESS_TOKEN: undefined }

    const byPath = await bench.run(['receipt', path], without)
    const byId = await bench.run(['receipt', String(event?.id)], without)
    const byFileId = await bench.run(['receipt', String(event?.fileId), '--json'], without)

    expect(byPath.exitCode).toBe(0)
    expect(byPath.output).toContain(`SHA-256          ${String(event?.sha256)}\n`)
    expect(byPath.output).toContain('Completed: Polar confirmed size, checksum and parts\n')
    expect(byId.output).toBe(byPath.output)
    expect(eventsIn(byFileId)[0]).toMatchObject({
      ...{ fileId: event?.fileId, sha256: event?.sha256, sizeBytes: 1000 },
      completedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown,
    })
  })

  test('says why there is none', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    await bench.add(path)

    const unfinished = await bench.run(['receipt', path])
    const unknown = await bench.run(['receipt', 'nothing.zip'])
    const missing = await bench.run(['receipt'])

    expect([unfinished, unknown, missing].map(({ exitCode }) => exitCode)).toEqual([1, 1, 2])
    expect(unfinished.messages).toBe(`“${path}” has not completed, so there is no receipt yet.\n`)
    expect(unknown.messages).toBe(
      'No upload matches “nothing.zip”. Run “polar-uploader list” to see all uploads.\n',
    )
  })
})
