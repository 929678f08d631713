import { readFileSync } from 'node:fs'
import {
  tallyOfPlaywright,
  tallyOfVitest,
  type PlaywrightReport,
  type Tally,
  type VitestReport,
} from './test-report.ts'

/** Something `npm test` runs: a check that passes or fails as a whole, or a layer of tests that are counted. */
export interface TestLayer {
  readonly name: string
  readonly command: readonly [program: string, ...args: string[]]
  readonly env?: Readonly<Record<string, string>>
  /** Runs what was built: makes no sense when the build failed. */
  readonly needsBuild: boolean
  /** It is stopped, and has failed, when it takes longer. */
  readonly limitMs: number
  /** Reads what the runner reported; absent for a check. Throws when there is no report. */
  readonly readReport?: () => Tally
}

const MINUTE = 60_000

/** The check that everything in need of a build depends on. */
export const BUILD = 'build'

const check = (name: string, ...command: TestLayer['command']): TestLayer => ({
  name,
  command,
  needsBuild: false,
  limitMs: 8 * MINUTE,
})

function vitest(name: string, options: { readonly needsBuild: boolean }): TestLayer {
  const report = `test-results/${name}.json`
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return {
    name,
    command: ['vitest', 'run', '--project', name, ...reporters],
    ...options,
    limitMs: 8 * MINUTE,
    readReport: () => tallyOfVitest(readJson(report) as VitestReport),
  }
}

function playwright(name: string): TestLayer {
  const report = `test-results/${name}.json`
  return {
    name,
    command: ['playwright', 'test', `--project=${name}`, '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    needsBuild: true,
    limitMs: 8 * MINUTE,
    readReport: () => tallyOfPlaywright(readJson(report) as PlaywrightReport),
  }
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** Layers that run one after the other. */
export type Lane = readonly TestLayer[]

/**
 * Everything `npm test` runs: stages one after the other, the lanes of a stage side by side. What keeps to one core and
 * has a clock of its own, or none, shares a stage; what runs real processes has the computer to itself.
 */
export const STAGES: readonly (readonly Lane[])[] = [
  [
    [
      check(BUILD, 'npm', 'run', '--silent', 'build'),
      check('types', 'tsc', '-b'),
      check('formatting', 'prettier', '--check', '.'),
      check('lint', 'eslint', '.', '--max-warnings', '0'),
      check('boundaries', 'npm', 'run', '--silent', 'boundaries'),
    ],
    [vitest('simulation', { needsBuild: false })],
  ],
  [
    [
      vitest('unit', { needsBuild: false }),
      vitest('local-polar', { needsBuild: false }),
      vitest('integration', { needsBuild: true }),
      vitest('crash', { needsBuild: true }),
      playwright('e2e'),
    ],
  ],
]
