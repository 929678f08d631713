import { clipboard } from 'electron'
import { clipboardFormatsOf } from './clipboard-formats.ts'

/** The paths of the files copied in the file manager; none when something else, or nothing, was copied. */
export async function readCopiedFiles(): Promise<readonly string[]> {
  for (const { name, pathsIn } of clipboardFormatsOf(process.platform)) {
    const paths = pathsIn(await readFormat(name))
    if (paths.length > 0) return paths
  }
  return []
}

/** Electron's clipboard before version 44. */
interface NamedFormats {
  readBuffer(format: string): Buffer
}

/** The bytes of one format; none when it is not there. Since 44 a system's own format has a MIME type around it. */
async function readFormat(name: string): Promise<Buffer> {
  if ('readBuffer' in clipboard) return (clipboard as NamedFormats).readBuffer(name)
  for (const item of await clipboard.read()) {
    const type = item.types.find((type) => type === name || type.endsWith(`;format="${name}"`))
    const bytes = type === undefined ? null : await item.getType(type)
    if (bytes instanceof Blob) return Buffer.from(await bytes.arrayBuffer())
  }
  return Buffer.alloc(0)
}
