import { createRequire } from 'node:module'
import { systemClock } from '../../main/system-clock.ts'
import { watchfulFetch } from './watchful-fetch.ts'

// Electron's own installer, in a process of its own because it ends it; it waits for a silent server for five minutes,
// and says of a failed connection only that it failed. The argument is how long silence may last, in milliseconds.

const fetch = watchfulFetch(Number(process.argv[2]), systemClock, globalThis.fetch)
globalThis.fetch = async (input, init) => {
  const response = await fetch(input, init)
  const bytes = Number(response.headers.get('content-length'))
  if (response.ok && bytes > 0)
    process.stdout.write(`Electron is downloaded, once: ${Math.ceil(bytes / 1e6)} MB…\n`)
  return response
}

createRequire(import.meta.url)('electron/install.js')
