import { crc32 } from 'node:zlib'

const SHAPE = /^polar_oat_([0-9A-Za-z]{37})([0-9A-Za-z]{6})$/
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * Says what is wrong with a pasted access token, without asking anybody; null when nothing is. An organization
 * access token is `polar_oat_`, 37 letters and digits, and the CRC-32 of those in base 62, padded to six
 * (polarsource/polar, server/polar/kit/crypto.py), so a character lost in copying shows at once.
 */
export function tokenProblem(token: string): string | null {
  if (token === '') return 'Please paste an access token.'
  const [, body, checksum] = SHAPE.exec(token) ?? []
  if (body === undefined || checksum === undefined) return shapeProblem(token)
  if (base62(crc32(body)).padStart(6, '0') === checksum) return null
  return 'This access token has a typo: its check digits do not fit. Please copy it from Polar again, whole.'
}

function shapeProblem(token: string): string {
  if (token.startsWith('polar_oat_')) {
    return 'This access token is incomplete or has characters too many. Please copy it from Polar again, whole.'
  }
  if (token.startsWith('polar_')) {
    return 'This is another kind of Polar token. Please create an organization access token: Settings, Developers, Create token.'
  }
  return 'This is not a Polar access token: those begin with polar_oat_. You find yours in Polar under Settings, Developers.'
}

function base62(value: number): string {
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = (DIGITS[rest % 62] ?? '') + text
  return text
}
