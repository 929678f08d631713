import type { Answer } from './answer.ts'

/** Every error this S3 answers with: the status and AWS's words, from its recorded responses. */
export const S3_ERRORS = {
  AccessDenied: [403, 'Access Denied'],
  AccessForbidden: [403, 'CORSResponse: This CORS request is not allowed.'],
  AuthorizationQueryParametersError: [
    400,
    'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
  ],
  BadDigest: [400, 'The SHA256 you specified did not match the calculated checksum.'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the maximum allowed size'],
  EntityTooSmall: [400, 'Your proposed upload is smaller than the minimum allowed size'],
  InternalError: [500, 'We encountered an internal error. Please try again.'],
  InvalidAccessKeyId: [403, 'The AWS Access Key Id you provided does not exist in our records.'],
  InvalidArgument: [400, 'Part number must be an integer between 1 and 10000, inclusive'],
  InvalidDigest: [400, 'The Content-MD5 you specified was invalid.'],
  InvalidPart: [
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  ],
  InvalidPartOrder: [
    400,
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
  ],
  InvalidRequest: [400, 'Value for x-amz-checksum-sha256 header is invalid.'],
  KeyTooLongError: [400, 'Your key is too long'],
  MetadataTooLarge: [400, 'Your metadata headers exceed the maximum allowed metadata size'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  MissingContentLength: [411, 'You must provide the Content-Length HTTP header.'],
  NoSuchBucket: [404, 'The specified bucket does not exist'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchUpload: [
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  ],
  NotImplemented: [501, 'A header you provided implies functionality that is not implemented'],
  RequestTimeout: [
    400,
    'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
  ],
  ServiceUnavailable: [503, 'Service is unable to handle request.'],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ],
  SlowDown: [503, 'Please reduce your request rate.'],
  TemporaryRedirect: [
    307,
    'Please re-send this request to the specified temporary endpoint. Continue to use the original request endpoint for future requests.',
  ],
} as const satisfies Record<string, readonly [number, string]>

/** Names one of S3's errors. */
export type S3ErrorCode = keyof typeof S3_ERRORS

/** S3's refusal of a request; over HTTP it is an XML document, inside Polar it is an exception of botocore. */
export class S3Error extends Error {
  override readonly name = 'S3Error'
  readonly code: S3ErrorCode
  readonly details: Readonly<Record<string, string | number>>

  constructor(
    code: S3ErrorCode,
    details: Readonly<Record<string, string | number>> = {},
    message: string = S3_ERRORS[code][1],
  ) {
    super(message)
    this.code = code
    this.details = details
  }

  /** What it is counted as: its code, and for `AccessDenied`, which means many things, its message too. */
  get label(): string {
    const [, usual] = S3_ERRORS[this.code]
    return this.code === 'AccessDenied' && this.message !== usual
      ? `${this.code}: ${this.message}`
      : this.code
  }
}

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** The two ids S3 gives every request. */
export interface RequestIds {
  readonly requestId: string
  readonly hostId: string
}

/** What an error's document takes from the request it answers. */
export interface ErrorContext {
  readonly ids: RequestIds
  /** Some S3s send an empty `Message` with every error. */
  readonly emptyMessages: boolean
}

/** The error as S3 sends it. */
export const s3ErrorAnswer = (
  error: S3Error,
  context: ErrorContext,
  headers: Readonly<Record<string, string>> = {},
): Answer => {
  const fields = { Code: error.code, Message: error.message, ...error.details }
  return xmlAnswer(S3_ERRORS[error.code][0], fields, context, headers)
}

/** An error in the form of S3's, whatever it says. */
export function xmlAnswer(
  status: number,
  fields: Readonly<Record<string, string | number>>,
  { ids, emptyMessages }: ErrorContext,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const elements = Object.entries<string | number>({
    ...fields,
    ...(emptyMessages && { Message: '' }),
    RequestId: ids.requestId,
    HostId: ids.hostId,
  })
  const xml = elements.map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`).join('')
  return {
    status,
    headers: { 'content-type': 'application/xml', ...headers },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${xml}</Error>`,
  }
}
