/** How many checks of a layer passed, and what failed. */
export interface Tally {
  readonly passed: number
  /** The name of each that failed. */
  readonly failures: readonly string[]
}

/** What is read of the report that Vitest's JSON reporter writes. */
export interface VitestReport {
  readonly numPassedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** What is read of the report that Playwright's JSON reporter writes. */
export interface PlaywrightReport {
  readonly stats: { readonly expected: number }
  readonly suites: readonly PlaywrightSuite[]
  /** What went wrong outside of all tests. */
  readonly errors: readonly { readonly message?: string }[]
}

interface PlaywrightSuite {
  readonly title: string
  readonly specs: readonly {
    readonly title: string
    readonly tests: readonly { readonly status: string }[]
  }[]
  readonly suites?: readonly PlaywrightSuite[]
}

/** Counts Vitest's tests. A file that could not even be loaded has no tests and counts as a failure of its own. */
export function tallyOfVitest({ numPassedTests, testResults }: VitestReport): Tally {
  const failures = testResults.flatMap(({ name, status, assertionResults }) => {
    if (assertionResults.length === 0) return status === 'failed' ? [name] : []
    return assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => fullName)
  })
  return { passed: numPassedTests, failures }
}

/** Counts Playwright's tests. One that passed only now and then has not passed. */
export function tallyOfPlaywright({ stats, suites, errors }: PlaywrightReport): Tally {
  const outside = errors.map(({ message = 'an error outside of all tests' }) => message)
  return { passed: stats.expected, failures: [...suites.flatMap(failuresIn), ...outside] }
}

function failuresIn({ title, specs, suites = [] }: PlaywrightSuite): readonly string[] {
  const failed = specs.filter(({ tests }) =>
    tests.some(({ status }) => status === 'unexpected' || status === 'flaky'),
  )
  return [...failed.map((spec) => `${title} ${spec.title}`), ...suites.flatMap(failuresIn)]
}

/**
 * What a layer's run amounts to: the report's count, but one failure at least when the runner says that something is
 * wrong, when it left no report, or when it ran no test at all.
 */
export function tallyOfRun(exitCode: number | null, report: Tally | null): Tally {
  const { passed, failures } = report ?? { passed: 0, failures: [] }
  if (failures.length > 0 || (exitCode === 0 && passed > 0)) return { passed, failures }
  return { passed, failures: [exitCode === 0 ? 'no test was run' : `ended with ${exitCode ?? 'a signal'}`] }
}
