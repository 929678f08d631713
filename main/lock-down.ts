import { app, session, type WebContents } from 'electron'

/** The one permission a page has: to put text on the clipboard when the user says so. */
const ALLOWED = 'clipboard-sanitized-write'

/** Denies every page, now and later, to leave, to open others, to download and to use the computer's devices. */
export function lockDownPages(): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents))
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === ALLOWED),
  )
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === ALLOWED)
  session.defaultSession.setDevicePermissionHandler(() => false)
  session.defaultSession.on('will-download', (event) => event.preventDefault())
}

function lockDown(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    // Loading the same page again is what development does after a change.
    if (event.url !== contents.getURL()) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
