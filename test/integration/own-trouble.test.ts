import { describe, expect, test } from 'vitest'
import type { UploadId } from '../../app/contract/ids.ts'
import type { FaultEffect } from '../local-polar/faults.ts'
import type { Operation } from '../local-polar/operations.ts'
import { addOne, prepareBench } from '../support/test-app.ts'

describe('a file in trouble holds back no other of its account when', () => {
  test.each<[string, Operation, FaultEffect]>([
    ['its parts never get through', 'part', { kind: 'reset', when: 'after' }],
    ['S3 is always too busy for it', 'part', { kind: 'error', status: 503 }],
    ['a page answers to its parts', 'part', { kind: 'html', status: 200 }],
    ['its completion always fails', 'complete', { kind: 'error', status: 500 }],
    ['a page answers to its completion', 'complete', { kind: 'html', status: 502 }],
  ])('%s', async (_what, operation, fault) => {
    await using bench = await prepareBench()
    const { polar } = bench
    const app = await bench.startApp()
    let fileId = ''
    const stop = polar.onRequest((event) => (fileId = event.fileId ?? fileId))
    // A part whose kept connection breaks is sent once more at once.
    polar.addFault({ operation, ...fault, count: fault.kind === 'reset' ? 2 : 1 })
    const troubled = await addOne(app, bench.folder.file('troubled.bin', 20_000))
    await app.until(troubled, 'waiting')
    stop()
    polar.addFault({ operation, ...fault, fileId, count: Infinity })

    const others: UploadId[] = []
    for (let index = 0; index < 10; index += 1)
      others.push(await addOne(app, bench.folder.file(`other ${index}.bin`, 20_000, index + 1)))
    // The clock stands still: none of them waits for anything.
    const ended = await Promise.all(others.map((id) => app.until(id, 'completed', 'failed')))

    expect(new Set(ended.map(({ state }) => state.kind))).toEqual(new Set(['completed']))
    expect((await app.view(troubled)).state.kind).toBe('waiting')
  })
})
