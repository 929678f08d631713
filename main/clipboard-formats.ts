import { fileURLToPath } from 'node:url'

/** A format file managers put copied files into, and how to read paths out of its bytes. */
export interface ClipboardFormat {
  readonly name: string
  readonly pathsIn: (bytes: Buffer) => readonly string[]
}

/** The formats of a platform, best first. */
export function clipboardFormatsOf(platform: NodeJS.Platform): readonly ClipboardFormat[] {
  if (platform === 'darwin') return MAC_FORMATS
  return platform === 'win32' ? WINDOWS_FORMATS : LINUX_FORMATS
}

/**
 * Paths in a list of URLs, one a line (RFC 2483); GNOME's begins with the line `copy` or `cut`. What is not a
 * file of this computer is passed over.
 */
export const pathsInUriList = (text: string): readonly string[] =>
  text.split(/[\r\n\0]+/).flatMap((line) => {
    if (!line.startsWith('file://')) return []
    try {
      return [fileURLToPath(line)]
    } catch {
      return []
    }
  })

/** Paths in the property list macOS keeps copied files in: an array of strings. */
export const pathsInPropertyList = (xml: string): readonly string[] =>
  [...xml.matchAll(/<string>([^<]*)<\/string>/g)].map(([, text = '']) => unescapeXml(text))

const XML_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescapeXml = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16))
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
      return XML_ENTITIES[name ?? ''] ?? whole
    },
  )

/** Paths in Windows' wide text, each ended by a zero. */
export const pathsInWideText = (bytes: Buffer): readonly string[] =>
  bytes
    .toString('utf16le')
    .split('\0')
    .filter((path) => path !== '')

const inText =
  (pathsIn: (text: string) => readonly string[]) =>
  (bytes: Buffer): readonly string[] =>
    pathsIn(bytes.toString('utf8'))

const MAC_FORMATS: readonly ClipboardFormat[] = [
  { name: 'NSFilenamesPboardType', pathsIn: inText(pathsInPropertyList) },
  { name: 'public.file-url', pathsIn: inText(pathsInUriList) },
]

const WINDOWS_FORMATS: readonly ClipboardFormat[] = [{ name: 'FileNameW', pathsIn: pathsInWideText }]

const LINUX_FORMATS: readonly ClipboardFormat[] = [
  { name: 'x-special/gnome-copied-files', pathsIn: inText(pathsInUriList) },
  { name: 'text/uri-list', pathsIn: inText(pathsInUriList) },
]
