import { join } from 'node:path'
import { measureCommand } from '../measured-run.ts'
import type { Peer } from './peer.ts'

const SCRIPT = join(import.meta.dirname, 'raw-sender.ts')

/** Plain sockets: what the receiving end takes at most. Without encryption only. */
export const RAW: Peer = {
  name: 'plain sockets',
  version: () => `Node ${process.version}`,
  splits: false,
  checksums: 'none',
  variants: [1, 2, 4].map((connections) => ({
    name: `${connections} connections`,
    send: ({ path, receiver, folder }) => {
      const { port } = new URL(receiver.origin)
      const words = [process.execPath, SCRIPT, '--port', port, '--connections', String(connections), path]
      return measureCommand({ words, folder })
    },
  })),
}
