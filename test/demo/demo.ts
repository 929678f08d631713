import { parseArgs } from 'node:util'
import { ensureFreshBuild } from '../support/fresh-build.ts'
import { createScreen } from './screen.ts'
import { playInTerminal } from './terminal-demo.ts'
import { playInWindow } from './window-demo.ts'

const HELP = `npm run demo [-- --window | --terminal]

Uploads a 256 MiB file to a local Polar, kills the app with SIGKILL half way, starts it again, downloads what is
stored and compares. Exits with 0 only if it is the same, byte for byte. Nothing leaves this computer.

  --window     in the app's window. On a display the window stays open afterwards, to play with. Without one it
               runs on a display in memory and ends by itself.
  --terminal   by the command line

Where there is a display, --window is the default; elsewhere --terminal is.
`

const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { window: { type: 'boolean' }, terminal: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help === true) {
    process.stdout.write(HELP)
    return 0
  }
  ensureFreshBuild()
  const inWindow = values.window ?? (hasDisplay && values.terminal !== true)
  const screen = createScreen()
  const isSame = inWindow ? await playInWindow(screen, hasDisplay) : await playInTerminal(screen)
  return isSame ? 0 : 1
}

// So that everything started by the demo ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
