import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

// Loaded into a process before it starts (`--import`): whoever opens a file called `hung.zip`, or lists a folder called
// `hung`, waits for ever in a thread of libuv's, as on a disk across a network that has gone. The thread waits for
// somebody to write to a pipe.

/** Printed once a thread waits. */
const IT_HANGS = 'The disk hangs.'

const { open, readdir } = fs.promises

async function hangIf(path: unknown, name: string): Promise<void> {
  if (!String(path).endsWith(`/${name}`)) return
  const pipe = `${String(path)}.pipe`
  spawnSync('mkfifo', [pipe])
  const opening = open(pipe, 'r')
  fs.writeSync(1, `${IT_HANGS}\n`)
  await opening
}

Object.assign(fs.promises, {
  async open(...[path, ...more]: Parameters<typeof open>) {
    await hangIf(path, 'hung.zip')
    return open(path, ...more)
  },
  async readdir(path: string, ...more: unknown[]) {
    await hangIf(path, 'hung')
    return (readdir as (...words: unknown[]) => unknown)(path, ...more)
  },
})
syncBuiltinESMExports()
