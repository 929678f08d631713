import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { AWS_REGION, BUCKET, KEY_ID, SECRET } from './s3-names.ts'

// Uploads one file with AWS's library for Node: `--origin URL --part-mib N --at-once N FILE`.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    origin: { type: 'string', default: '' },
    'part-mib': { type: 'string', default: '5' },
    'at-once': { type: 'string', default: '4' },
  },
})
const [path = ''] = positionals

const client = new S3Client({
  endpoint: values.origin,
  region: AWS_REGION,
  credentials: { accessKeyId: KEY_ID, secretAccessKey: SECRET },
  forcePathStyle: true,
  maxAttempts: 1,
})
// Over https a body is not signed, which would hash it once more; the checksum is what S3 compares.
client.middlewareStack.add(
  (next) => (context) => {
    const { request } = context as { request?: { headers?: Record<string, string> } }
    if (request?.headers !== undefined) request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD'
    return next(context)
  },
  { step: 'build', name: 'leaveBodyUnsigned', priority: 'low' },
)

const upload = new Upload({
  client,
  partSize: Number(values['part-mib']) * 1024 ** 2,
  queueSize: Number(values['at-once']),
  params: {
    Bucket: BUCKET,
    Key: basename(path),
    Body: createReadStream(path, { highWaterMark: 1024 ** 2 }),
    ChecksumAlgorithm: 'SHA256',
  },
})
await upload.done()
client.destroy()
