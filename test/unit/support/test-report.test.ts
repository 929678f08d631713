import { expect, test } from 'vitest'
import { tallyOfPlaywright, tallyOfRun, tallyOfVitest } from '../../support/test-report.ts'

test('a test file that cannot be loaded counts as one failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [] },
    ],
  }

  const tally = tallyOfVitest(report)

  expect(tally).toEqual({ passed: 3, failed: 2 })
})

test('a test that passed only now and then counts as a failure', () => {
  const tally = tallyOfPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1 } })

  expect(tally).toEqual({ passed: 5, failed: 2 })
})

test.each([
  { exitCode: 0, report: { passed: 4, failed: 0 }, means: 'a sound run', tally: { passed: 4, failed: 0 } },
  { exitCode: 1, report: { passed: 4, failed: 2 }, means: 'failed tests', tally: { passed: 4, failed: 2 } },
  {
    exitCode: 1,
    report: { passed: 4, failed: 0 },
    means: 'an error outside all tests',
    tally: { passed: 4, failed: 1 },
  },
  { exitCode: 0, report: { passed: 0, failed: 0 }, means: 'no test at all', tally: { passed: 0, failed: 1 } },
  { exitCode: 0, report: null, means: 'no report', tally: { passed: 0, failed: 1 } },
  {
    exitCode: null,
    report: { passed: 4, failed: 0 },
    means: 'a run that was stopped',
    tally: { passed: 4, failed: 1 },
  },
])('a run of tests with $means is counted as such', ({ exitCode, report, tally }) => {
  expect(tallyOfRun(exitCode, report)).toEqual(tally)
})
