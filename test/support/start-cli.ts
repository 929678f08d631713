import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureFreshBuild, PROJECT_FOLDER } from './fresh-build.ts'

// `npm run cli -- …`: the built command line. Where it was called from is where its paths count from.

try {
  ensureFreshBuild()
  const cli = spawn(
    process.execPath,
    [join(PROJECT_FOLDER, 'out', 'main', 'cli.js'), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      cwd: process.env.INIT_CWD ?? process.cwd(),
    },
  )
  // The terminal sends an interrupt to both; the command line decides what comes of it.
  process.on('SIGINT', () => undefined)
  cli.on('exit', (code) => process.exit(code ?? 1))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
