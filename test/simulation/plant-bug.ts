import { registerHooks } from 'node:module'
import { PLANTED_BUGS } from './planted-bugs.ts'

// Loaded with `--import` before the simulation: the app then has the bug that the environment names, in memory only.

const bug = PLANTED_BUGS.find(({ name }) => name === process.env.PLANTED_BUG)
if (bug === undefined) throw new Error(`There is no bug called ${String(process.env.PLANTED_BUG)}`)

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(bug.file)) return loaded
    const source = Buffer.from(loaded.source as Uint8Array).toString()
    // A bug that is not there would prove nothing.
    if (source.split(bug.line).length !== 2) throw new Error(`${bug.file} does not say once: ${bug.line}`)
    return { ...loaded, source: source.replace(bug.line, () => bug.instead) }
  },
})
