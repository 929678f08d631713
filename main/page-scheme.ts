import { protocol } from 'electron'

/** The scheme of the window's page. */
export const PAGE_SCHEME = 'polar-uploader'

/** Where the window's page is. */
export const PAGE_URL = `${PAGE_SCHEME}://window/index.html`

/**
 * Gives the page an origin of its own instead of `file:`, whose pages may read any file and take no headers
 * (https://www.electronjs.org/docs/latest/tutorial/security). Must be called before the app is ready.
 */
export function reservePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PAGE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}
