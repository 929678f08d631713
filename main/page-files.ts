import { join, normalize, sep } from 'node:path'

/** The file in a folder that a URL of the page names, or null when it names nothing inside it. */
export function fileNamedBy(url: string, folder: string): string | null {
  const root = normalize(folder + sep)
  try {
    const path = join(root, decodeURIComponent(new URL(url).pathname))
    return path.startsWith(root) && !path.includes('\0') ? path : null
  } catch {
    return null
  }
}
