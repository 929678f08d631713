import { statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { measureCommand } from '../measured-run.ts'
import type { Peer, Sending, Variant } from './peer.ts'
import { programVersion } from './program-version.ts'
import { AWS_REGION, BUCKET, KEY_ID, SECRET } from './s3-names.ts'

// Not the first in PATH: a Python environment may have another one.
const PROGRAM = '/usr/bin/aws'

const variant = (partMiB: number, atOnce: number): Variant => ({
  name: `${atOnce} x ${partMiB} MiB`,
  send: (sending) => send(sending, partMiB, atOnce),
})

/** The AWS command line; without encryption it signs, and so hashes, every part. */
export const AWS: Peer = {
  name: 'aws s3 cp',
  version: () => programVersion(PROGRAM, '--version').split(' ')[0] ?? '',
  splits: true,
  checksums: 'SHA-256 of the parts; over TLS their MD5',
  variants: [variant(8, 10), variant(64, 4), variant(64, 2), variant(256, 2)],
}

function send({ path, receiver, authorityPath, folder }: Sending, partMiB: number, atOnce: number) {
  const config = join(folder, 'aws.conf')
  writeFileSync(
    config,
    `[default]\nregion = ${AWS_REGION}\ns3 =\n  max_concurrent_requests = ${atOnce}\n  multipart_chunksize = ${partMiB}MB\n  multipart_threshold = ${partMiB}MB\n`,
  )
  const words = [
    ...[PROGRAM, 's3', 'cp', path, `s3://${BUCKET}/${basename(path)}`, '--endpoint-url', receiver.origin],
    ...(statSync(path).isDirectory() ? ['--recursive'] : []),
    ...['--no-progress', '--only-show-errors'],
    ...(authorityPath === null ? [] : ['--ca-bundle', authorityPath]),
  ]
  const env = {
    ...{ AWS_CONFIG_FILE: config, AWS_ACCESS_KEY_ID: KEY_ID, AWS_SECRET_ACCESS_KEY: SECRET },
    ...{ AWS_MAX_ATTEMPTS: '1', AWS_EC2_METADATA_DISABLED: 'true' },
  }
  return measureCommand({ words, env, folder })
}
