import { describe, expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import { addOne, prepareBench, throughBackoffs, untilRequest } from '../support/test-app.ts'

const MiB = 1024 ** 2
const PART = 16 * MiB

describe('the details of an upload', () => {
  test('are nothing for one there is not', async () => {
    await using bench = await prepareBench()
    const app = await bench.startApp()

    expect(await app.commands.details('00000000-0000-4000-8000-000000000000' as UploadId)).toBeNull()
  })

  test('tell which parts are stored, on their way and to come, and whose file it is at Polar', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    polar.addFault({ operation: 'part', partNumber: 2, kind: 'stall', when: 'amid', afterBytes: MiB })
    const app = await bench.startApp()
    const path = bench.folder.file('course.mp4', 2 * PART + 5)
    const isStuck = untilRequest(polar, { kind: 'body', operation: 'part', partNumber: 2 })
    const areStored = Promise.all(
      [1, 3].map((partNumber) => untilRequest(polar, { kind: 'answered', operation: 'part', partNumber })),
    )

    const id = await addOne(app, path)
    await Promise.all([isStuck, areStored])
    await expect.poll(async () => (await app.commands.details(id))?.parts).toBe('sfs')
    const details = await app.commands.details(id)

    const [file] = polar.files()
    expect(details).toMatchObject({ id, fileId: file?.id, sentAgainBytes: 0 })
    expect(details?.sentBytes).toBeGreaterThan(PART)
    expect(details?.timeline.map(({ kind }) => kind)).toEqual(['added', 'checked', 'opened'])
  })

  test('tell what had to be sent again, after it is completed too', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    polar.addFault({ operation: 'part', partNumber: 2, kind: 'error', status: 503, when: 'after-body' })
    const app = await bench.startApp()
    const path = bench.folder.file('course.mp4', 3 * PART)

    const id = await addOne(app, path)
    await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))
    const details = await app.commands.details(id)

    expect(details?.parts).toBe('sas')
    expect(details).toMatchObject({ sentBytes: 4 * PART, sentAgainBytes: PART })
  })

  test('carry no presigned URL and no token', async () => {
    await using bench = await prepareBench()
    const { polar } = bench
    polar.addFault({ operation: 'part', kind: 'stall', when: 'before' })
    const app = await bench.startApp()
    const begun = untilRequest(polar, { kind: 'started', operation: 'part' })

    const id = await addOne(app, bench.folder.file('course.mp4', PART))
    await begun
    const text = JSON.stringify(await app.commands.details(id))

    expect(text).not.toContain('X-Amz')
    expect(text).not.toContain(polar.token)
  })
})
