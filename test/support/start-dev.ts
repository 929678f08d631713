import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { electronBinary } from './electron-binary.ts'
import { PROJECT_FOLDER } from './fresh-build.ts'

// `npm run dev`: the app in the official Electron, reloading as it is edited. Arguments go to electron-vite, which
// looks for an Electron that is there already; so it is fetched before, and named to it.

try {
  const electron = await electronBinary({ allowThirdParty: false })
  const dev = spawn(
    process.execPath,
    [
      join(PROJECT_FOLDER, 'node_modules/electron-vite/bin/electron-vite.js'),
      'dev',
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit', env: { ...process.env, ELECTRON_EXEC_PATH: electron.executable } },
  )
  dev.on('exit', (code) => process.exit(code ?? 1))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
