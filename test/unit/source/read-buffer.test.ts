import { expect, test } from 'vitest'
import { createReadBuffer } from '../../../app/source/read-buffer.ts'

test.each(['own', 'shared'] as const)(
  'memory to read into (%s) is as large as wanted, and begins beyond the bytes that are copied to slowly',
  (kind) => {
    const buffer = createReadBuffer(1024 ** 2, kind)

    expect(buffer.length).toBe(1024 ** 2)
    // The memory itself begins at most 16 bytes into a page.
    expect(buffer.byteOffset).toBeGreaterThanOrEqual(32)
    expect(buffer.buffer instanceof SharedArrayBuffer).toBe(kind === 'shared')
  },
)
