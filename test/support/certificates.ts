import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** A certificate with its key, both as PEM. */
export interface Certificate {
  readonly certificate: string
  readonly key: string
}

/** What a certificate says. */
export interface CertificateOptions {
  /** The names and IPv4 addresses it is for. */
  readonly names: readonly string[]
  /** Two days around now when left out; epoch milliseconds. */
  readonly validFrom?: number
  readonly validUntil?: number
}

/** Somebody who signs certificates. */
export interface CertificateAuthority {
  /** Its own certificate, as PEM: trusting this trusts all it signs. */
  readonly certificate: string
  sign(options: CertificateOptions): Certificate
}

/** A certificate that vouches for itself. */
export function selfSigned(options: CertificateOptions): Certificate {
  const { publicKey, privateKey } = newKeys()
  return certify('nobody', 'nobody', options, {
    publicKey,
    privateKey,
    signer: privateKey,
    isAuthority: false,
  })
}

/** A new authority nobody trusts yet. */
export function createAuthority(name: string): CertificateAuthority {
  const { publicKey, privateKey } = newKeys()
  const own = { publicKey, privateKey, signer: privateKey, isAuthority: true }
  return {
    certificate: certify(name, name, { names: [] }, own).certificate,
    sign: (options) =>
      certify(name, options.names[0] ?? '', options, {
        ...newKeys(),
        signer: privateKey,
        isAuthority: false,
      }),
  }
}

interface Keys {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

interface Signing extends Keys {
  readonly signer: KeyObject
  readonly isAuthority: boolean
}

const newKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

const DAY_MS = 86_400_000

// What follows is RFC 5280 in DER, as far as the tests need it: no certificate is ever read here.

function certify(
  issuer: string,
  subject: string,
  { names, validFrom = Date.now() - DAY_MS, validUntil = Date.now() + DAY_MS }: CertificateOptions,
  { publicKey, privateKey, signer, isAuthority }: Signing,
): Certificate {
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    commonName(issuer),
    sequence(time(validFrom), time(validUntil)),
    commonName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...(isAuthority ? [basicConstraints()] : [alternativeNames(names)]))),
  )
  const signature = sign('sha256', toBeSigned, signer)
  const whole = sequence(
    toBeSigned,
    ECDSA_WITH_SHA256,
    der(0x03, Buffer.concat([Buffer.from([0]), signature])),
  )
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return {
    certificate: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...items: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(items))

const objectId = (...bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes))

const ECDSA_WITH_SHA256 = sequence(objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))

const commonName = (name: string): Buffer =>
  sequence(der(0x31, sequence(objectId(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))))

const time = (epochMs: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(epochMs).toISOString().replace(/[-:T]|\..*/g, '')}Z`))

const basicConstraints = (): Buffer =>
  sequence(
    objectId(0x55, 0x1d, 0x13),
    der(0x01, Buffer.from([0xff])),
    der(0x04, sequence(der(0x01, Buffer.from([0xff])))),
  )

const alternativeNames = (names: readonly string[]): Buffer =>
  sequence(objectId(0x55, 0x1d, 0x11), der(0x04, sequence(...names.map(alternativeName))))

const alternativeName = (name: string): Buffer =>
  /^[\d.]+$/.test(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name))
