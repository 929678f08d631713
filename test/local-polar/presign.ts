import { createHash, createHmac, timingSafeEqual, type Hash } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'

/** The key pair presigned URLs are made and checked with. */
export interface SigningKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A request as far as a signature covers it. */
export interface SignedRequest {
  readonly method: string
  /** The path as it stands on the request line, percent-encoding included. */
  readonly path: string
  /** Decoded parameters, without the `X-Amz-…` ones of the signature itself. */
  readonly query: Readonly<Record<string, string | string[]>>
  /** Exactly the headers that are signed, in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

/** When a URL was signed and for how long. */
export interface SigningTime {
  /** Epoch milliseconds; S3 counts whole seconds. */
  readonly signedAt: number
  readonly lifetimeSeconds: number
}

/** Makes and recomputes SigV4 query signatures with an unsigned payload, the way botocore presigns. */
export interface Presigner {
  /** The path with its query: everything of the URL but its origin. */
  presign(request: SignedRequest, time: SigningTime): Promise<string>
  /** Says whether this is the signature the request must have. */
  verify(request: SignedRequest, time: SigningTime, signature: string): Promise<boolean>
  readonly accessKeyId: string
}

/** Region of Polar's buckets. */
export const REGION = 'us-east-2'

class NodeSha256 {
  readonly #hash: Hash | ReturnType<typeof createHmac>

  constructor(secret?: unknown) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array)
  }

  update(data: unknown): void {
    this.#hash.update(data as string | Uint8Array)
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()))
  }

  reset(): void {
    throw new Error('A digest is taken once')
  }
}

// S3 leaves the payload out of a presigned signature; botocore says so without a header or parameter of that name.
const PAYLOAD_HEADER = 'x-amz-content-sha256'

/** A presigner for one key pair. */
export function createPresigner(keys: SigningKeys): Presigner {
  const signer = new SignatureV4({
    service: 's3',
    region: REGION,
    credentials: keys,
    sha256: NodeSha256,
    uriEscapePath: false,
    applyChecksum: false,
  })

  const sign = async (request: SignedRequest, time: SigningTime) => {
    const signed = await signer.presign(
      {
        method: request.method,
        protocol: 'http:',
        hostname: '',
        path: request.path,
        query: { ...request.query },
        headers: { ...request.headers, [PAYLOAD_HEADER]: 'UNSIGNED-PAYLOAD' },
      },
      {
        signingDate: new Date(time.signedAt),
        expiresIn: time.lifetimeSeconds,
        unhoistableHeaders: new Set([...Object.keys(request.headers), PAYLOAD_HEADER]),
        unsignableHeaders: new Set([PAYLOAD_HEADER]),
        signableHeaders: new Set(Object.keys(request.headers)),
      },
    )
    return signed.query ?? {}
  }

  return {
    accessKeyId: keys.accessKeyId,
    async presign(request, time) {
      const query = await sign(request, time)
      return `${request.path}?${encodeQuery(query)}`
    },
    async verify(request, time, signature) {
      const expected = Buffer.from(String((await sign(request, time))['X-Amz-Signature']))
      const given = Buffer.from(signature)
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
  }
}

/** Percent-encodes everything but the unreserved characters of RFC 3986. */
export const encodeStrictly = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

/** An S3 key as a path: every segment encoded, slashes kept. */
export const encodeKey = (key: string): string => key.split('/').map(encodeStrictly).join('/')

function encodeQuery(query: Readonly<Record<string, string | string[] | null>>): string {
  const pairs: string[] = []
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value ?? ''].flat()) pairs.push(`${encodeStrictly(name)}=${encodeStrictly(one)}`)
  }
  return pairs.join('&')
}
