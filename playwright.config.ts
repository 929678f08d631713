import { defineConfig } from '@playwright/test'

// The built app in real Electron. One at a time, because a drop and the keyboard need the focus; and never a second
// try, because a test that passes now and then says something.
export default defineConfig({
  projects: [
    { name: 'e2e', testDir: 'test/e2e' },
    { name: 'screenshots', testDir: 'test/screenshots' },
  ],
  outputDir: 'test-results/e2e',
  workers: 1,
  retries: 0,
  timeout: 90_000,
  // Real hashing and real sockets on whatever machine this is; what comes sooner is seen sooner.
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: 'list',
  use: { trace: 'retain-on-failure' },
})
