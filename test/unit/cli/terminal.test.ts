import { describe, expect, test } from 'vitest'
import { withinColumns } from '../../../main/cli/columns.ts'
import { readToken } from '../../../main/cli/read-token.ts'
import { printJson, printLine, printMessage } from '../../../main/cli/terminal.ts'
import { fakeTerminal } from './fake-terminal.ts'

/** Clears the screen, rings, returns, breaks the line twice over, turns the text around, and is C1's CSI. */
const STEERING = 'a\u001b[2Jb\u0007c\rd\ne\u2028f\u202eg\u009bh'

describe('what steers a terminal', () => {
  test('is taken out of lines and messages', () => {
    const terminal = fakeTerminal()

    printLine(terminal, STEERING)
    printMessage(terminal, STEERING)

    const harmless = 'a�[2Jb�c�d�e�f�g�h\n'
    expect([terminal.outputText(), terminal.messageText()]).toEqual([harmless, harmless])
  })

  test('is kept in JSON, spelled so that it is harmless on one line', () => {
    const terminal = fakeTerminal()

    printJson(terminal, { path: STEERING })

    const line = terminal.outputText()
    expect(line).toMatch(/^[\x20-\x7e]+\n$/)
    expect(JSON.parse(line)).toEqual({ path: STEERING })
  })
})

describe('a line within 10 columns', () => {
  test.each([
    ['0123456789', '0123456789'],
    ['0123456789a', '012345678…'],
    ['', ''],
    ['█████░░░░░', '█████░░░░░'],
    ['レッスン一', 'レッスン一'],
    ['レッスン一二', 'レッスン…'],
    ['1レッスン一', '1レッスン…'],
    ['🎮🎮🎮🎮🎮', '🎮🎮🎮🎮🎮'],
    ['🎮🎮🎮🎮🎮🎮', '🎮🎮🎮🎮…'],
  ])('%s is %s', (line, shown) => {
    expect(withinColumns(line, 10)).toBe(shown)
  })

  test.each([0, 1, 2])('and within %i it still fits', (columns) => {
    expect(Array.from(withinColumns('レッスン', columns)).length).toBeLessThanOrEqual(columns)
  })
})

test('a token on standard input is read to its end, without the line break around it', async () => {
  expect(await readToken(fakeTerminal(undefined, '  polar_oat_abc\n\n'), () => undefined)).toBe(
    'polar_oat_abc',
  )
})
