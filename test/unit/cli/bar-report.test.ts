import { describe, expect, test } from 'vitest'
import type { UploadId } from '../../../app/contract/ids.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import type { UploadView } from '../../../app/contract/upload-view.ts'
import { createBarReport } from '../../../main/cli/bar-report.ts'
import type { Report } from '../../../main/cli/report.ts'
import { fakeTerminal, type Screen } from './fake-terminal.ts'
import { completedState, failedState, sampleProgress, sampleUpload, waitingState } from './sample-upload.ts'

const WIDE: Screen = { columns: 100, rows: 24 }
const UP_AND_CLEAR = '\u001b[1A\u001b[2K'
const EMPTY = '░'.repeat(24)
const HALF = '█'.repeat(12) + '░'.repeat(12)

/** What the characters of these tests take: two columns each for Japanese ones and emoji. */
const columnsOf = (line: string): number =>
  Array.from(line).reduce((sum, character) => sum + (/[ァ-ヶ🎮]/u.test(character) ? 2 : 1), 0)

/** What is on a screen after these writes. Throws when a line wraps or the cursor is to leave the screen. */
function screenAfter(text: string, { columns, rows }: Screen): readonly string[] {
  const lines = ['']
  let firstOnScreen = 0
  for (const piece of text.split(/(\n|\u001b\[1A\u001b\[2K)/)) {
    if (piece === '\n') lines.push('')
    else if (piece.startsWith('\u001b')) lines.splice(-2, 2, '')
    else lines.push(`${lines.pop() ?? ''}${piece}`)
    firstOnScreen = Math.max(firstOnScreen, lines.length - rows)
    if (lines.length <= firstOnScreen) throw new Error('What has left the screen cannot be taken back')
    if (columnsOf(lines.at(-1) ?? '') >= columns) throw new Error(`This wraps: ${lines.at(-1) ?? ''}`)
  }
  expect(lines.pop()).toBe('')
  return lines
}

/** What the screen shows after `tell`. */
function shown(tell: (report: Report) => void, screen = WIDE): readonly string[] {
  const terminal = fakeTerminal(screen)
  tell(createBarReport(terminal, () => 0))
  return screenAfter(terminal.outputText(), screen)
}

const named = (name: string, state: UploadState): UploadView =>
  sampleUpload(state, { id: name as UploadId, name })

const half = (name: string) => sampleProgress({ id: name as UploadId, hashedBytes: 1e6, storedBytes: 5e5 })

describe('the bars', () => {
  test('are one for each upload at work, moving in their place', () => {
    const lines = shown((report) => {
      report.changed(named('a', { kind: 'queued' }), half('a'))
      report.changed(named('a', { kind: 'uploading' }), half('a'))
      report.changed(named('b', { kind: 'hashing' }), sampleProgress({ id: 'b' as UploadId }))
      report.progressed(
        named('a', { kind: 'uploading' }),
        sampleProgress({ id: 'a' as UploadId, storedBytes: 1e6 }),
      )
      report.progressed(named('b', { kind: 'hashing' }), half('b'))
      report.progressed(named('a', { kind: 'uploading' }), half('a'))
    })

    expect(lines).toEqual([
      `${HALF} a: uploading, 50% of 1.0 MB`,
      `${'█'.repeat(24)} b: checked, 100% of 1.0 MB`,
    ])
  })

  test('give way to a word on whether Polar can be reached', () => {
    const lines = shown((report) => {
      report.changed(named('a', waitingState), half('a'))
      report.reachable('No connection: it was cut.')
      report.reachable(null)
    })

    expect(lines).toEqual([
      'No connection: it was cut. Uploads resume when it is back.',
      'Polar is reachable again.',
      `${HALF} a: No connection. Trying again soon., 50% of 1.0 MB`,
    ])
  })

  test('give way to a line above them when their upload is over', () => {
    const lines = shown((report) => {
      report.changed(named('a', { kind: 'uploading' }), half('a'))
      report.changed(named('b', { kind: 'uploading' }), half('b'))
      report.changed(named('c', waitingState), half('c'))
      report.changed(named('a', completedState), half('a'))
      report.changed(named('b', failedState), half('b'))
    })

    expect(lines).toEqual([
      'a: in Polar (1.0 MB)',
      'b: “game.zip” cannot be found.',
      `${HALF} c: No connection. Trying again soon., 50% of 1.0 MB`,
    ])
  })

  test('are gone at the end, for a word on the whole', () => {
    const lines = shown((report) => {
      report.changed(named('a', { kind: 'uploading' }), half('a'))
      report.changed(named('b', { kind: 'uploading' }), half('b'))
      report.changed(named('a', completedState), half('a'))
      report.ended([named('a', completedState), named('b', { kind: 'queued' })], 0)
    })

    expect(lines).toEqual(['a: in Polar (1.0 MB)', '1 completed, 1 left.'])
  })

  test('vanish without a trace when their upload is queued again', () => {
    const lines = shown((report) => {
      report.changed(named('a', { kind: 'uploading' }), half('a'))
      report.changed(named('a', { kind: 'queued' }), half('a'))
      report.progressed(named('a', { kind: 'queued' }), half('a'))
    })

    expect(lines).toEqual([])
  })

  test('are no more than fit on the screen, so that all can be taken back', () => {
    const names = Array.from({ length: 10 }, (_, index) => `file-${index}`)

    const lines = shown(
      (report) => {
        for (const name of names) report.changed(named(name, waitingState), half(name))
        report.ended([], 0)
      },
      { columns: 100, rows: 5 },
    )

    expect(lines).toEqual(['0 completed.'])
  })

  test.each([20, 40, 80])('never wrap on a screen %i columns wide, and are cut there only', (columns) => {
    const names = ['a'.repeat(200), 'レッスン'.repeat(40), '🎮'.repeat(50)]

    const lines = shown(
      (report) => {
        for (const name of names) report.changed(named(name, { kind: 'uploading' }), half(name))
      },
      { columns, rows: 24 },
    )

    // A column may be lost where half a character would be left.
    expect(lines.map((line) => [line.endsWith('…'), columnsOf(line) >= columns - 2])).toEqual(
      names.map(() => [true, true]),
    )
  })

  test('cannot be steered by a name or by the words of a server', () => {
    const terminal = fakeTerminal(WIDE)
    const evil = '\u001b[2J\u001b[1;1H\r\nroot# \u009b31m'
    const failure = { code: 'rejected', message: evil } as const

    const report = createBarReport(terminal, () => 0)
    report.changed(named(evil, { kind: 'uploading' }), half(evil))
    report.changed(named(evil, { kind: 'failed', failure }), half(evil))

    const withoutOwn = terminal.outputText().replaceAll('\u001b[1A\u001b[2K', '')
    expect(withoutOwn.match(/\p{Cc}/gu)).toEqual(['\n', '\n'])
  })
})

test('why an upload failed is whole, however narrow the screen', () => {
  const terminal = fakeTerminal({ columns: 40, rows: 24 })
  const message =
    'Polar does not take this file: it is larger than what may be stored. Please choose a smaller one.'

  const report = createBarReport(terminal, () => 0)
  report.changed(named('a', { kind: 'uploading' }), half('a'))
  report.changed(named('a', { kind: 'failed', failure: { code: 'rejected', message } }), half('a'))
  report.ended([], 0)

  expect(terminal.outputText().split(UP_AND_CLEAR).at(-1)).toBe(`a: ${message}\n0 completed.\n`)
})

test('an upload that has stored nothing has an empty bar', () => {
  expect(shown((report) => report.changed(named('a', { kind: 'opening' }), sampleProgress()))).toEqual([
    `${EMPTY} a: starting, 0% of 1.0 MB`,
  ])
})
