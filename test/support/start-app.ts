import { spawn } from 'node:child_process'
import { electronBinary } from './electron-binary.ts'
import { ensureFreshBuild, PROJECT_FOLDER } from './fresh-build.ts'

// `npm start`: the built app in the official Electron. Arguments go to the app.

try {
  ensureFreshBuild()
  const electron = await electronBinary({ allowThirdParty: false })
  const app = spawn(electron.executable, [PROJECT_FOLDER, ...process.argv.slice(2)], { stdio: 'inherit' })
  app.on('exit', (code) => process.exit(code ?? 1))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
