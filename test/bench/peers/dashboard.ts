import type { DesktopSession } from '../../support/desktop-session.ts'
import type { ElectronBinary } from '../../support/electron-binary.ts'
import { launchBareApp, writeBareApp } from '../bare-electron.ts'
import { useOfTree } from '../process-tree.ts'
import type { Peer, PeerUse, Sending } from './peer.ts'

interface DashboardWindow extends Window {
  upload(token: string): Promise<{ readonly seconds: number; readonly hashingSeconds: number }>
}

/** What Polar's web dashboard does with a file, in the browser that is in Electron; its page is there already. */
export const dashboardIn = (electron: ElectronBinary, desktop: DesktopSession): Peer => ({
  name: 'the dashboard’s way',
  version: () => `Chromium in Electron ${electron.version}`,
  splits: true,
  checksums: 'SHA-256 of the whole and the parts',
  variants: [{ name: '1 x 10,000,000 bytes', send: (sending) => sendByPage(sending, electron, desktop) }],
})

async function sendByPage(
  { path, receiver, folder }: Sending,
  electron: ElectronBinary,
  desktop: DesktopSession,
): Promise<PeerUse> {
  const { app, page } = await launchBareApp(electron, writeBareApp(folder), desktop.env)
  try {
    page.setDefaultTimeout(0)
    await page.goto(`${receiver.origin}/dashboard/`)
    await page.locator('input').setInputFiles(path)
    const pid = app.process().pid ?? NaN
    const before = useOfTree(pid)
    const { seconds, hashingSeconds } = await page.evaluate(
      (token) => (window as unknown as DashboardWindow).upload(token),
      receiver.token,
    )
    const { cpuSeconds, peakBytes } = useOfTree(pid)
    return { seconds, cpuSeconds: cpuSeconds - before.cpuSeconds, peakBytes, details: { hashingSeconds } }
  } finally {
    await app.close()
  }
}
