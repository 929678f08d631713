import { expect, test } from 'vitest'
import { tallyOfPlaywright, tallyOfRun, tallyOfVitest } from '../../support/test-report.ts'

test('the failed tests are named, and a test file that cannot be loaded is one of them', () => {
  const passing = { status: 'passed', fullName: 'a sum is right' }
  const failing = { status: 'failed', fullName: 'a product is right' }
  const report = {
    numPassedTests: 3,
    testResults: [
      { name: 'sums.test.ts', status: 'passed', assertionResults: [passing, passing] },
      { name: 'products.test.ts', status: 'failed', assertionResults: [passing, failing] },
      { name: 'broken.test.ts', status: 'failed', assertionResults: [] },
    ],
  }

  const tally = tallyOfVitest(report)

  expect(tally).toEqual({ passed: 3, failures: ['a product is right', 'broken.test.ts'] })
})

test('a test that passed only now and then has failed, in however deep a suite, and so has what is in none', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] })
  const report = {
    stats: { expected: 5 },
    suites: [
      {
        title: 'drop.test.ts',
        specs: [spec('drops', 'expected'), spec('drops twice', 'flaky')],
        suites: [{ title: 'a folder', specs: [spec('drops', 'unexpected')] }],
      },
    ],
    errors: [{ message: 'No display' }],
  }

  const tally = tallyOfPlaywright(report)

  expect(tally).toEqual({ passed: 5, failures: ['drop.test.ts drops twice', 'a folder drops', 'No display'] })
})

test.each([
  { exitCode: 0, passed: 4, failures: [], means: 'a sound run', becomes: [] },
  { exitCode: 1, passed: 4, failures: ['one', 'two'], means: 'failed tests', becomes: ['one', 'two'] },
  { exitCode: 1, passed: 4, failures: [], means: 'an error outside all tests', becomes: ['ended with 1'] },
  { exitCode: 0, passed: 0, failures: [], means: 'no test at all', becomes: ['no test was run'] },
  {
    exitCode: null,
    passed: 4,
    failures: [],
    means: 'a run that was stopped',
    becomes: ['ended with a signal'],
  },
])('a run of tests with $means is counted as such', ({ exitCode, passed, failures, becomes }) => {
  expect(tallyOfRun(exitCode, { passed, failures })).toEqual({ passed, failures: becomes })
})

test('a run of tests without a report has failed', () => {
  expect(tallyOfRun(0, null)).toEqual({ passed: 0, failures: ['no test was run'] })
})
