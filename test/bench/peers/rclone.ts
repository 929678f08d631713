import { basename, join } from 'node:path'
import { statSync } from 'node:fs'
import { measureCommand } from '../measured-run.ts'
import type { Peer, Sending, Variant } from './peer.ts'
import { programVersion } from './program-version.ts'
import { AWS_REGION, BUCKET, KEY_ID, SECRET } from './s3-names.ts'

const variant = (partMiB: number, atOnce: number): Variant => ({
  name: `${atOnce} x ${partMiB} MiB`,
  send: (sending) => send(sending, partMiB, atOnce),
})

/** rclone, which sends an MD5 with every part and asks nothing that is not needed for one file. */
export const RCLONE: Peer = {
  name: 'rclone',
  version: () => programVersion('rclone', 'version'),
  splits: true,
  checksums: 'MD5 of the parts',
  variants: [variant(16, 4), variant(64, 4), variant(64, 2), variant(16, 16)],
}

function send({ path, receiver, authorityPath, folder }: Sending, partMiB: number, atOnce: number) {
  const isFolder = statSync(path).isDirectory()
  const remote = `:s3:${BUCKET}/${basename(path)}`
  const words = [
    ...['rclone', isFolder ? 'copy' : 'copyto', path, remote, '--config', join(folder, 'none.conf')],
    ...['--s3-provider', 'Other', '--s3-endpoint', receiver.origin, '--s3-region', AWS_REGION],
    ...['--s3-access-key-id', KEY_ID, '--s3-secret-access-key', SECRET],
    ...['--s3-chunk-size', `${partMiB}Mi`, '--s3-upload-concurrency', String(atOnce)],
    ...['--s3-upload-cutoff', `${partMiB}Mi`],
    // The MD5 of the whole would be made first, and what is there before and after would be asked.
    ...['--s3-disable-checksum', '--ignore-checksum', '--s3-no-check-bucket', '--s3-no-head'],
    ...['--no-traverse', '--retries', '1', '--low-level-retries', '1'],
    ...(isFolder ? ['--transfers', String(atOnce * 4), '--checkers', '16'] : []),
    ...(authorityPath === null ? [] : ['--ca-cert', authorityPath]),
  ]
  return measureCommand({ words, folder })
}
