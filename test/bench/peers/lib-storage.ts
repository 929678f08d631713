import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { measureCommand } from '../measured-run.ts'
import type { Peer, Variant } from './peer.ts'

const SCRIPT = join(import.meta.dirname, 'lib-storage-put.ts')

const variant = (partMiB: number, atOnce: number): Variant => ({
  name: `${atOnce} x ${partMiB} MiB`,
  send({ path, receiver, authorityPath, folder }) {
    const options = ['--origin', receiver.origin, '--part-mib', String(partMiB), '--at-once', String(atOnce)]
    const env: Record<string, string> = authorityPath === null ? {} : { NODE_EXTRA_CA_CERTS: authorityPath }
    return measureCommand({ words: [process.execPath, SCRIPT, ...options, path], env, folder })
  },
})

/** AWS's own library for Node, with SHA-256 checksums. */
export const LIB_STORAGE: Peer = {
  name: '@aws-sdk/lib-storage',
  version() {
    const require = createRequire(import.meta.url)
    const manifest = join(require.resolve('@aws-sdk/lib-storage'), '..', '..', 'package.json')
    return `@aws-sdk/lib-storage ${(JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version}`
  },
  splits: true,
  checksums: 'SHA-256 of the parts',
  variants: [variant(5, 4), variant(16, 4), variant(64, 2), variant(64, 4)],
}
