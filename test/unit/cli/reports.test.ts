import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ListedAccount } from '../../../app/contract/account-view.ts'
import type { AddReport } from '../../../app/contract/add-request.ts'
import type { AccountId, UploadId } from '../../../app/contract/ids.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import { createBarReport } from '../../../main/cli/bar-report.ts'
import { createJsonReport } from '../../../main/cli/json-report.ts'
import { createPlainReport } from '../../../main/cli/plain-report.ts'
import type { Report } from '../../../main/cli/report.ts'
import type { Terminal } from '../../../main/cli/terminal.ts'
import { PROJECT_FOLDER } from '../../support/fresh-build.ts'
import { fakeTerminal } from './fake-terminal.ts'
import { completedState, failedState, sampleProgress, sampleUpload, waitingState } from './sample-upload.ts'

const id = 'upload-1'
const path = '/files/game.zip'
const what = { id, path, name: 'game.zip', service: 'downloadable' }
const nothing = { completed: 0, failed: 0, paused: 0, canceled: 0, left: 0, skipped: 0, refused: 0 }
const uploading = sampleUpload({ kind: 'uploading' })

const addReport: AddReport = {
  added: [],
  addedBytes: 0,
  alreadyThere: [],
  alreadyCompleted: [{ path: '/files/done.zip', id: 'upload-2' as UploadId }],
  leftOutCount: 2,
  refused: [{ path: '/files/gone', message: '“gone” cannot be found.' }],
  renamed: [{ from: 'a\tb', to: 'a_b' }],
}

test.each<[string, (terminal: Terminal) => Report]>([
  ['JSON', createJsonReport],
  ['plain', (terminal) => createPlainReport(terminal, () => 0)],
  ['bar', (terminal) => createBarReport(terminal, () => 0)],
])('the %s report says what was not added as it was given in messages', (_name, create) => {
  const terminal = fakeTerminal()

  create(terminal).added(addReport)

  expect(terminal.messageText().split('\n')).toEqual([
    '/files/gone: “gone” cannot be found.',
    '"a\\tb" will be called a_b in Polar.',
    '2 system files left out.',
    '/files/done.zip: Already in Polar, unchanged since it was uploaded.',
    'Use --again to upload it again.',
    '',
  ])
})

const account: ListedAccount = {
  ...{
    id: 'https://api.polar.sh 1' as AccountId,
    serverUrl: 'https://api.polar.sh',
    organizationName: 'North',
  },
  ...{ isChosen: false, standing: { kind: 'signed-in' } },
}
const nameless: ListedAccount = {
  ...account,
  id: 'https://api.polar.sh 2' as AccountId,
  organizationName: null,
  isChosen: true,
}

describe('where uploads go', () => {
  const uploads = [
    sampleUpload({ kind: 'queued' }, { accountId: account.id }),
    sampleUpload({ kind: 'queued' }, { accountId: account.id }),
    sampleUpload({ kind: 'queued' }),
  ]

  test.each<[string, (terminal: Terminal) => Report]>([
    ['plain', (terminal) => createPlainReport(terminal, () => 0)],
    ['bar', (terminal) => createBarReport(terminal, () => 0)],
  ])('is said by the %s report before anything else', (_name, create) => {
    const terminal = fakeTerminal()
    const report = create(terminal)

    report.accounts([account, nameless])
    report.begun(uploads)

    expect(terminal.outputText()).toBe(
      '2 uploads go to North at https://api.polar.sh.\n1 upload goes to an organization at https://api.polar.sh.\n',
    )
  })

  test('is told to programs with every state, and again in the end', () => {
    const terminal = fakeTerminal()
    const report = createJsonReport(terminal)

    report.accounts([account, nameless])
    report.begun(uploads)
    report.changed(sampleUpload(completedState, { accountId: account.id }), sampleProgress())
    report.changed(sampleUpload({ kind: 'queued' }), sampleProgress())

    const lines = terminal.outputText().trimEnd().split('\n')
    const to = { accountId: account.id, organizationName: 'North' }
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ event: 'state', id, path, state: 'completed', ...to }),
      expect.objectContaining({ event: 'completed', id, ...to }),
      expect.objectContaining({ event: 'state', id, path, state: 'queued', accountId: nameless.id }),
    ])
  })
})

describe('the JSON report', () => {
  /** The objects it prints while `tell` is at work. */
  function printed(tell: (report: Report) => void): readonly unknown[] {
    const terminal = fakeTerminal()
    tell(createJsonReport(terminal))
    const lines = terminal.outputText().split('\n')
    expect(lines.pop()).toBe('')
    return lines.map((line): unknown => JSON.parse(line))
  }

  test.each<UploadState['kind']>([
    'queued',
    'hashing',
    'opening',
    'uploading',
    'completing',
    'paused',
    'canceled',
  ])('tells the state %s', (kind) => {
    const upload = sampleUpload({ kind } as UploadState)

    const events = printed((report) => report.changed(upload, sampleProgress()))

    expect(events).toEqual([{ event: 'state', ...what, state: kind }])
  })

  test('tells that an upload has nothing new in it, when it is about to begin', () => {
    const opening = sampleUpload({ kind: 'opening' }, { sameAs: 'album.zip' })
    const uploading = sampleUpload({ kind: 'uploading' }, { sameAs: 'album.zip' })

    const events = printed((report) => {
      report.changed(opening, sampleProgress())
      report.changed(uploading, sampleProgress())
    })

    expect(events).toEqual([
      { event: 'state', ...what, state: 'opening', sameAs: 'album.zip' },
      { event: 'state', ...what, state: 'uploading' },
    ])
  })

  test('tells why an upload waits', () => {
    const events = printed((report) => report.changed(sampleUpload(waitingState), sampleProgress()))

    expect(events).toEqual([
      { event: 'state', ...what, state: 'waiting', message: 'No connection. Trying again soon.' },
    ])
  })

  test('tells a completed upload with its checksum in hex and what it took', () => {
    const upload = sampleUpload(completedState, {
      fileChecksum: Buffer.from('00ff10', 'hex').toString('base64'),
    })

    const events = printed((report) => report.changed(upload, sampleProgress({ sentBytes: 1_000_005 })))

    expect(events).toEqual([
      { event: 'state', ...what, state: 'completed' },
      {
        event: 'completed',
        ...{
          ...what,
          fileId: 'file-1',
          sizeBytes: 1_000_000,
          sha256: '00ff10',
          sentBytes: 1_000_005,
          parts: 2,
        },
      },
    ])
  })

  test('tells a failure with its code', () => {
    const events = printed((report) => report.changed(sampleUpload(failedState), sampleProgress()))

    expect(events).toEqual([
      { event: 'state', ...what, state: 'failed' },
      { event: 'failed', ...what, code: 'file-missing', message: '“game.zip” cannot be found.' },
    ])
  })

  test('tells byte counts once, however often they are told to it', () => {
    const counts = sampleProgress({ storedBytes: 300_000, bytesPerSecond: 1_234.5 })

    const events = printed((report) => {
      report.progressed(uploading, counts)
      report.progressed(uploading, { ...counts, sentBytes: 400_000 })
      report.progressed(uploading, { ...counts, storedBytes: 600_000 })
      report.ended([uploading], 0)
    })

    expect(events).toEqual([
      { event: 'progress', id, storedBytes: 300_000, sizeBytes: 1_000_000, bytesPerSecond: 1_235 },
      { event: 'progress', id, storedBytes: 600_000, sizeBytes: 1_000_000, bytesPerSecond: 1_235 },
      { event: 'ended', ...nothing, left: 1 },
    ])
  })

  test('tells when Polar cannot be reached, and when it can', () => {
    const events = printed((report) => {
      report.reachable('No connection: it was cut.')
      report.reachable(null)
    })

    expect(events).toEqual([
      { event: 'connection', reachable: false, message: 'No connection: it was cut.' },
      { event: 'connection', reachable: true },
    ])
  })

  test('tells what was refused and renamed', () => {
    expect(printed((report) => report.added(addReport))).toEqual([
      { event: 'refused', path: '/files/gone', message: '“gone” cannot be found.' },
      { event: 'renamed', from: 'a\tb', to: 'a_b' },
      { event: 'left-out', count: 2 },
    ])
  })

  test('tells what was in Polar already from what was sent, and in the end how many ended in which way', () => {
    const done = sampleUpload(completedState, { id: 'upload-2' as UploadId, fileChecksum: '' })

    const events = printed((report) => {
      report.added(addReport)
      report.changed(done, sampleProgress())
      report.ended([done, sampleUpload(completedState), sampleUpload(failedState)], 1)
    })

    expect(events.slice(-2)).toMatchObject([
      { event: 'completed', id: 'upload-2', skipped: true },
      { event: 'ended', ...nothing, completed: 2, skipped: 1, failed: 1, refused: 1 },
    ])
  })
})

describe('the plain report', () => {
  test('has a line for every state, one for every tenth, and one for the end', () => {
    const terminal = fakeTerminal()
    const report = createPlainReport(terminal, () => 0)

    report.changed(uploading, sampleProgress())
    for (let storedBytes = 0; storedBytes <= 1_000_000; storedBytes += 35_000) {
      report.progressed(uploading, sampleProgress({ storedBytes }))
    }
    report.progressed(uploading, sampleProgress({ storedBytes: 1_000_000 }))
    report.changed(sampleUpload(completedState), sampleProgress())
    report.ended([sampleUpload(completedState)], 0)

    expect(terminal.outputText().split('\n')).toEqual([
      'game.zip: uploading',
      ...[10, 21, 31, 42, 52, 63, 70, 80, 91].map((percent) => `game.zip: ${percent}% of 1.0 MB`),
      'game.zip: in Polar (1.0 MB)',
      '1 completed.',
      '',
    ])
  })

  test('tells the tenths again after another attempt, and none while the file is checked', () => {
    const terminal = fakeTerminal()
    const report = createPlainReport(terminal, () => 0)
    const half = sampleProgress({ hashedBytes: 500_000, storedBytes: 500_000 })

    for (const state of [
      { kind: 'hashing' },
      { kind: 'uploading' },
      waitingState,
      { kind: 'uploading' },
    ] as const) {
      report.changed(sampleUpload(state), half)
      report.progressed(sampleUpload(state), half)
    }

    expect(terminal.outputText().split('\n')).toEqual([
      'game.zip: checking',
      'game.zip: uploading',
      'game.zip: 50% of 1.0 MB',
      'game.zip: No connection. Trying again soon.',
      'game.zip: 50% of 1.0 MB',
      '',
    ])
  })

  test('tells a failure once, however often it is met again, and what comes after it', () => {
    const terminal = fakeTerminal()
    const report = createPlainReport(terminal, () => 0)
    const other = { ...waitingState, failure: { code: 'server-busy', message: 'S3 is busy.' } } as const
    const tries = [{ kind: 'queued' }, { kind: 'hashing' }, { kind: 'uploading' }] as const

    for (const waiting of [waitingState, waitingState, other, other]) {
      for (const state of [...tries, waiting]) report.changed(sampleUpload(state), sampleProgress())
    }
    for (const state of tries) report.changed(sampleUpload(state), sampleProgress())
    report.changed(sampleUpload(waitingState), sampleProgress({ storedBytes: 500_000 }))
    report.changed(sampleUpload({ kind: 'paused' }), sampleProgress({ storedBytes: 500_000 }))
    report.changed(sampleUpload({ kind: 'queued' }), sampleProgress({ storedBytes: 500_000 }))
    report.changed(sampleUpload(waitingState), sampleProgress({ storedBytes: 500_000 }))
    report.changed(sampleUpload({ kind: 'completing' }), sampleProgress({ storedBytes: 1_000_000 }))

    expect(terminal.outputText().split('\n')).toEqual([
      'game.zip: queued',
      'game.zip: checking',
      'game.zip: uploading',
      'game.zip: No connection. Trying again soon.',
      'game.zip: S3 is busy.',
      'game.zip: No connection. Trying again soon.',
      'game.zip: paused',
      'game.zip: queued',
      'game.zip: No connection. Trying again soon.',
      'game.zip: completing',
      '',
    ])
  })

  test('says as a message when Polar cannot be reached, and when it can', () => {
    const terminal = fakeTerminal()
    const report = createPlainReport(terminal, () => 0)

    report.reachable('No connection: it was cut.')
    report.reachable(null)

    expect(terminal.outputText()).toBe('')
    expect(terminal.messageText().split('\n')).toEqual([
      'No connection: it was cut. Uploads resume when it is back.',
      'Polar is reachable again.',
      '',
    ])
  })
})

describe('the hour', () => {
  const deadline = {
    lastCallAt: Date.UTC(2026, 10, 23, 14, 30),
    expiresAt: Date.UTC(2026, 10, 23, 14, 32, 0, 400),
  }

  test('is told to programs with the moments at which it ends, and how often it was not enough', () => {
    const terminal = fakeTerminal()
    const report = createJsonReport(terminal)

    report.changed(sampleUpload({ kind: 'uploading' }, { sessionsLost: 2 }), sampleProgress())
    report.progressed(
      sampleUpload({ kind: 'uploading' }),
      sampleProgress({ storedBytes: 5, deadline, forecastSeconds: 90.4 }),
    )

    const lines = terminal.outputText().trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { event: 'state', sessionsLost: 2 },
      {
        ...{ event: 'progress', storedBytes: 5, forecastSeconds: 90 },
        ...{ lastCallAt: '2026-11-23T14:30:00Z', expiresAt: '2026-11-23T14:32:00Z' },
      },
    ])
  })

  test('is told to people when pausing would start it over', () => {
    const terminal = fakeTerminal()
    const report = createPlainReport(terminal, () => deadline.lastCallAt)
    const upload = sampleUpload({ kind: 'uploading' })

    report.changed(upload, sampleProgress({ deadline }))
    report.progressed(upload, sampleProgress({ storedBytes: 500_000, deadline }))

    expect(terminal.outputText()).toContain('50% of 1.0 MB, pausing now starts it over\n')
  })
})

test('the README names every event that there is, and no other', () => {
  const folder = join(PROJECT_FOLDER, 'main/cli')
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const printed = sources.flatMap((text) => Array.from(text.matchAll(/event: '(\w+)'/g), ([, name]) => name))
  const readme = readFileSync(join(PROJECT_FOLDER, 'README.md'), 'utf8')
  const table = /^\| `event` .*\n(?:\|.*\n)+/m.exec(readme)?.[0] ?? ''
  const named = Array.from(table.matchAll(/^\| `(\w+)`/gm), ([, name]) => name).slice(1)

  expect(named.toSorted()).toEqual([...new Set(printed)].toSorted())
})
