import { protocol, type ProtocolResponse } from 'electron'
import { fileNamedBy } from './page-files.ts'
import { PAGE_SCHEME } from './page-scheme.ts'

/** `net::ERR_FILE_NOT_FOUND`: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
const FILE_NOT_FOUND = -6

/** Only what came with the app is loaded, run or asked. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Serves the built page, and nothing but the files in that folder, from when somebody answers what it asks. */
export function servePage(folder: string, isAnswered: Promise<unknown>): void {
  const serve = async (url: string): Promise<ProtocolResponse> => {
    await isAnswered
    const path = fileNamedBy(url, folder)
    if (path === null) return { error: FILE_NOT_FOUND }
    return {
      path,
      headers: {
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      },
    }
  }
  // `protocol.handle` has replaced it, but makes each request one of `fetch`, and reading that takes the main process 50 ms
  // before a window can appear.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  protocol.registerFileProtocol(PAGE_SCHEME, ({ url }, answer) => void serve(url).then(answer))
}
