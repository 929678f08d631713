/** How many checks of a layer passed and how many failed. */
export interface Tally {
  readonly passed: number
  readonly failed: number
}

/** What is read of the report that Vitest's JSON reporter writes. */
export interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/** What is read of the report that Playwright's JSON reporter writes. */
export interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number }
}

/** Counts Vitest's tests. A file that could not even be loaded has no tests and counts as a failure of its own. */
export function tallyOfVitest(report: VitestReport): Tally {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length }
}

/** Counts Playwright's tests. One that passed only now and then has not passed. */
export function tallyOfPlaywright({ stats }: PlaywrightReport): Tally {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}

/**
 * What a layer's run amounts to: the report's count, but one failure at least when the runner says that something is
 * wrong, when it left no report, or when it ran no test at all.
 */
export function tallyOfRun(exitCode: number | null, report: Tally | null): Tally {
  const { passed, failed } = report ?? { passed: 0, failed: 0 }
  const isSound = exitCode === 0 && passed + failed > 0
  return { passed, failed: isSound ? failed : Math.max(1, failed) }
}
