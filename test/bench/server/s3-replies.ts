import { randomUUID } from 'node:crypto'
import { xmlReply, type Reply, type TakenRequest } from './reply.ts'

/** S3 as far as the peers need it: multipart uploads and whole objects, of which only the sizes are kept. */
export interface S3Replies {
  reply(request: TakenRequest): Reply
}

/**
 * The ETag of everything. Nothing computes an MD5 here, so this says `aws:kms`, under which an ETag at S3 is none
 * either and no client compares it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
 */
export const ETAG = '"00000000000000000000000000000000"'
const STORED = { etag: ETAG, 'x-amz-server-side-encryption': 'aws:kms' }

const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'

/** An empty S3. */
export function createS3Replies(): S3Replies {
  const sizes = new Map<string, number>()
  const uploads = new Map<string, number>()

  const put = ({ path, query, bodyBytes, headers }: TakenRequest): Reply => {
    const uploadId = query.get('uploadId')
    if (uploadId === null) sizes.set(path, bodyBytes)
    else uploads.set(uploadId, (uploads.get(uploadId) ?? 0) + bodyBytes)
    // Whoever announces a checksum is told it, as by S3.
    const checksum = headers['x-amz-checksum-sha256']
    return {
      status: 200,
      headers: { ...STORED, ...(checksum !== undefined && { 'x-amz-checksum-sha256': checksum }) },
    }
  }
  const post = ({ path, query }: TakenRequest): Reply => {
    const [, bucket = '', ...key] = path.split('/')
    const names = `<Bucket>${bucket}</Bucket><Key>${key.join('/')}</Key>`
    const uploadId = query.get('uploadId')
    if (uploadId === null) {
      const root = `InitiateMultipartUploadResult`
      return xmlReply(`<${root} ${NAMESPACE}>${names}<UploadId>${randomUUID()}</UploadId></${root}>`)
    }
    sizes.set(path, uploads.get(uploadId) ?? 0)
    uploads.delete(uploadId)
    const root = 'CompleteMultipartUploadResult'
    return xmlReply(
      `<${root} ${NAMESPACE}><Location>${path}</Location>${names}<ETag>${ETAG}</ETag></${root}>`,
    )
  }
  const look = ({ path, query }: TakenRequest): Reply => {
    if (query.has('location')) return xmlReply(`<LocationConstraint ${NAMESPACE}/>`)
    if (isBucket(path)) return xmlReply(`<ListBucketResult ${NAMESPACE}></ListBucketResult>`)
    const size = sizes.get(path)
    if (size === undefined) return xmlReply('<Error><Code>NoSuchKey</Code></Error>', 404)
    const modified = new Date().toUTCString()
    return { status: 200, headers: { ...STORED, 'content-length': String(size), 'last-modified': modified } }
  }
  return {
    reply(request) {
      if (request.method === 'PUT') return put(request)
      if (request.method === 'POST') return post(request)
      if (request.method === 'GET' || request.method === 'HEAD') return look(request)
      return { status: 204 }
    },
  }
}

const isBucket = (path: string): boolean => /^\/[^/]+\/?$/.test(path)
