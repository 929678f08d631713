import { expect, test } from 'vitest'
import type { AddReport } from '../../../app/contract/add-request.ts'
import { describeReport, needsReading } from '../../../renderer/add-files/describe-report.ts'
import { uploadId } from './sample-uploads.ts'

const nothing: AddReport = {
  ...{
    added: [],
    addedBytes: 0,
    alreadyThere: [],
    alreadyCompleted: [],
    leftOutCount: 0,
    refused: [],
    renamed: [],
  },
}

test('a report is one line that leaves out what did not happen', () => {
  const report = {
    ...nothing,
    added: [uploadId(1), uploadId(2)],
    addedBytes: 48_000_000_000,
    leftOutCount: 1,
  }

  expect([describeReport(report), needsReading(report)]).toEqual([
    '2 files added, 48.0 GB. 1 system file left out.',
    false,
  ])
})

test('a report of everything says everything', () => {
  const report = {
    added: Array.from({ length: 12 }, (_, index) => uploadId(index)),
    addedBytes: 12,
    alreadyThere: [{ path: '/a', id: uploadId(1) }],
    alreadyCompleted: [{ path: '/d', id: uploadId(2) }],
    leftOutCount: 3,
    refused: [{ path: '/b', message: 'Too large.' }],
    renamed: [{ from: 'c\n', to: 'c' }],
  }

  expect([describeReport(report), needsReading(report)]).toEqual([
    '12 files added, 12 B. 3 system files left out. 1 was already there. 1 file is in Polar already, and unchanged. 1 name adapted for Polar. 1 file was not added:',
    true,
  ])
})

test('that files are in Polar already stays until it is read', () => {
  const alreadyCompleted = [1, 2].map((index) => ({ path: `/${index}`, id: uploadId(index) }))
  const report = { ...nothing, alreadyCompleted }

  expect([describeReport(report), needsReading(report)]).toEqual([
    '2 files are in Polar already, and unchanged.',
    true,
  ])
})

test('an empty folder is reported as well', () => {
  expect(describeReport(nothing)).toBe('Nothing to add.')
})
