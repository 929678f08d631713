import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// One project per layer, so that each runs alone: `vitest run --project unit`. All of them run on plain Node.
export default defineConfig({
  test: {
    allowOnly: false,
    // Vitest would leave a core to itself, which on two cores means no tests side by side.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'] } },
      { test: { name: 'local-polar', include: ['test/local-polar/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          testTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // Real processes on a real disk: side by side they would only disturb each other. Except for those that
          // mostly wait, which say so themselves.
          fileParallelism: false,
          maxConcurrency: 10,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/crash/**/*.long.ts'],
          testTimeout: 600_000,
          hookTimeout: 60_000,
          maxConcurrency: 20,
        },
      },
    ],
  },
})
