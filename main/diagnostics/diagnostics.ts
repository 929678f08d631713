import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import type { About } from '../../app/contract/about.ts'
import { CHECKS, type CheckAnswer, type CheckName } from '../../app/contract/computer-check.ts'
import { diagnose } from '../../app/diagnosis/diagnose.ts'
import type { DiagnosisParts } from '../../app/diagnosis/diagnosis-parts.ts'
import { NOTHING_KEPT, readKept, type Kept } from '../../app/diagnosis/read-kept.ts'
import { UploadError } from '../../app/upload-error.ts'
import { aboutThis } from './about.ts'
import { bundleFiles } from './bundle.ts'

/** Checks this computer, and saves what was found. */
export interface Diagnostics {
  readonly about: () => About
  /** Makes one check, or gives the answer of the same check that is under way. Never rejects. */
  check(name: CheckName): Promise<CheckAnswer>
  /** Ends the checks that are under way; they answer that they were stopped. */
  stop(): void
  /**
   * Writes a bundle with the last answers, and those of the checks not made yet. Throws `UploadError` with a sentence
   * when it cannot be written.
   */
  save(path: string): Promise<void>
}

/** Creates the diagnostics of a data folder; the app that owns it may be running or not. */
export function createDiagnostics(parts: DiagnosisParts): Diagnostics {
  const last = new Map<CheckName, CheckAnswer>()
  const underWay = new Map<CheckName, Promise<CheckAnswer>>()
  let stopping = new AbortController()

  const begin = async (name: CheckName, { signal }: AbortController): Promise<CheckAnswer> => {
    const answer = await diagnose(parts, name, signal)
    if (signal.aborted) return answer
    last.set(name, answer)
    underWay.delete(name)
    return answer
  }
  const check = (name: CheckName): Promise<CheckAnswer> => {
    const answer = underWay.get(name) ?? begin(name, stopping)
    underWay.set(name, answer)
    return answer
  }
  const latest = async (name: CheckName): Promise<CheckAnswer> =>
    underWay.has(name) ? check(name) : (last.get(name) ?? check(name))
  return {
    about: () => aboutThis(parts.dataFolder),
    check,
    stop() {
      stopping.abort(new Error('The user has stopped the checks'))
      stopping = new AbortController()
      underWay.clear()
    },
    async save(path) {
      const answers = await Promise.all(CHECKS.map(latest))
      const about = aboutThis(parts.dataFolder)
      const files = bundleFiles({ about, answers, ...keptIn(parts), logs: logsIn(about.logFolder) })
      const bytes = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const)
      await write(path, zipSync(Object.fromEntries(bytes)))
    },
  }
}

/** A list that cannot be read must not keep the rest from being saved: it is why somebody wants to send it. */
function keptIn({ dataFolder, log }: DiagnosisParts): Kept & { readonly unreadable: string | null } {
  try {
    return { ...readKept(dataFolder), unreadable: null }
  } catch (error) {
    log.error('The list of uploads was not read for the diagnostics', error)
    return { ...NOTHING_KEPT, unreadable: error instanceof Error ? error.message : String(error) }
  }
}

const logsIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(logNames(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))

const logNames = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('log.jsonl')) : []

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { mode: 0o600 })
  } catch (cause) {
    const message = `The diagnostics could not be written to ${path}. Please choose another place.`
    throw new UploadError('storage-full', message, { cause })
  }
}
