import { expect, test } from 'vitest'
import { hexFromBase64 } from '../../../renderer/upload-list/checksum-hex.ts'

test('a checksum is shown in hexadecimal, with its leading zeros', () => {
  expect(hexFromBase64('AAEPEP8=')).toBe('00010f10ff')
})
