import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { protocol } from 'electron'
import { contentType } from 'mime-types'
import { fileNamedBy } from './page-files.ts'

const SCHEME = 'polar-uploader'

/** Where the window's page is. */
export const PAGE_URL = `${SCHEME}://window/index.html`

/** Only what came with the app is loaded, run or asked. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Gives the page an origin of its own instead of `file:`, whose pages may read any file and take no headers
 * (https://www.electronjs.org/docs/latest/tutorial/security). Must be called before the app is ready.
 */
export function reservePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page, and nothing but the files in that folder. */
export function servePage(folder: string): void {
  protocol.handle(SCHEME, async ({ url }) => {
    const path = fileNamedBy(url, folder)
    const bytes = path === null ? null : await readFile(path).catch(() => null)
    if (path === null || bytes === null) return new Response(null, { status: 404 })
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': contentType(extname(path)) || 'application/octet-stream',
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      },
    })
  })
}
