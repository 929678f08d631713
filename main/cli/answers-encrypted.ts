import type { TLSSocket } from 'node:tls'
import { network } from '../network-modules.ts'

/** Whoever encrypts, on this computer, does so at once. */
const PATIENCE_MS = 2_000

/** Says whether a server whose address says that it does not encrypt does all the same: it hangs up, and never answers. */
export function answersEncrypted(server: string): Promise<boolean> {
  const url = URL.parse(server)
  if (url?.protocol !== 'http:') return Promise.resolve(false)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // Nothing is sent, so whose certificate it shows does not matter.
  const options = { host, port: Number(url.port || 80), rejectUnauthorized: false }
  return new Promise((resolve) => {
    const socket: TLSSocket = network().tls.connect(options, () => end(true))
    const end = (isEncrypted: boolean): void => {
      socket.destroy()
      resolve(isEncrypted)
    }
    socket.setTimeout(PATIENCE_MS, () => end(false))
    socket.on('error', () => end(false))
    socket.on('close', () => resolve(false))
  })
}
