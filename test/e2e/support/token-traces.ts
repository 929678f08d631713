import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The forms in which a text may lie in a file: as UTF-8, as UTF-16, and in base64 at any of its three alignments. */
function formsOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text)
  const aligned = [0, 1, 2].map((skip) => {
    const whole = bytes.subarray(skip, bytes.length - ((bytes.length - skip) % 3))
    return Buffer.from(whole.toString('base64'))
  })
  return [bytes, Buffer.from(text, 'utf16le'), ...aligned]
}

/** Says whether bytes hold a text in any of those forms. */
export const holdsText = (bytes: Buffer, text: string): boolean =>
  formsOf(text).some((form) => bytes.includes(form))

/** The files below a folder that hold a text, by their path in it. */
export function filesHolding(folder: string, text: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => holdsText(readIfThere(path), text))
    .map((path) => path.slice(folder.length + 1))
    .sort()
}

// Chromium comes and goes with files of its own while the app runs.
function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
