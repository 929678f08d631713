import { statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { measureCommand } from '../measured-run.ts'
import type { Peer, Sending, Variant } from './peer.ts'
import { programVersion } from './program-version.ts'
import { AWS_REGION, BUCKET, KEY_ID, SECRET } from './s3-names.ts'

const variant = (partMiB: number): Variant => ({
  name: `1 x ${partMiB} MiB`,
  send: (sending) => send(sending, partMiB),
})

/** s3cmd, which sends one part after the other and signs, and so hashes, each. */
export const S3CMD: Peer = {
  name: 's3cmd put',
  version: () => programVersion('s3cmd', '--version'),
  splits: true,
  checksums: 'SHA-256 and MD5 of the parts',
  variants: [variant(15), variant(64), variant(256)],
}

function send({ path, receiver, authorityPath, folder }: Sending, partMiB: number) {
  const config = join(folder, 's3cmd.conf')
  const host = new URL(receiver.origin).host
  writeFileSync(
    config,
    `[default]\naccess_key = ${KEY_ID}\nsecret_key = ${SECRET}\nbucket_location = ${AWS_REGION}\nhost_base = ${host}\nhost_bucket = ${host}\nuse_https = ${authorityPath === null ? 'False' : 'True'}\nsend_chunk = 262144\n`,
  )
  const isFolder = statSync(path).isDirectory()
  const words = [
    ...['s3cmd', 'put', path, `s3://${BUCKET}/${isFolder ? '' : basename(path)}`, '--config', config],
    ...['--multipart-chunk-size-mb', String(partMiB), '--no-progress', '--quiet', '--no-preserve'],
    ...['--no-mime-magic', '--no-guess-mime-type', ...(isFolder ? ['--recursive'] : [])],
    ...(authorityPath === null ? [] : ['--ca-certs', authorityPath]),
  ]
  return measureCommand({ words, folder })
}
