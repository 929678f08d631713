import { describe, expect, test } from 'vitest'
import { noConnection } from '../../../main/no-connection.ts'

const errorOf = (code: string, more: object = {}): Error =>
  Object.assign(new Error('message'), { code, ...more })

describe('a connection that failed', () => {
  const INTERCEPTED =
    ': something on this network intercepts it and shows a certificate that is not the server’s. Please check for a sign-in page, a proxy or a security program, or use another network'
  const IN_ITS_PLACE =
    ': the reply was not encrypted. Check the server’s address, and this network for a sign-in page or a proxy'
  const EPROTO = (text: string): Error =>
    Object.assign(new Error(`write EPROTO 40AD:error:${text}`), { code: 'EPROTO' })

  test.each<[Error, string]>([
    [errorOf('ENOTFOUND'), ': the name of the server is not found'],
    [errorOf('EAI_AGAIN'), ': the name of the server is not found'],
    [errorOf('ECONNREFUSED'), ': the server does not answer'],
    [errorOf('ETIMEDOUT'), ': the server does not answer'],
    [errorOf('ECONNRESET'), ': it was cut'],
    [errorOf('ECONNABORTED'), ': it was cut'],
    [errorOf('EPIPE'), ': it was cut'],
    [errorOf('ENETUNREACH'), ': there is no way to the server'],
    [errorOf('EHOSTUNREACH'), ': there is no way to the server'],
    [errorOf('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), INTERCEPTED],
    [errorOf('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), INTERCEPTED],
    [errorOf('SELF_SIGNED_CERT_IN_CHAIN'), INTERCEPTED],
    [errorOf('ERR_TLS_CERT_ALTNAME_INVALID'), INTERCEPTED],
    [
      errorOf('CERT_HAS_EXPIRED'),
      ': the server’s certificate has expired. Please check this computer’s date and time',
    ],
    [errorOf('ERR_SSL_WRONG_VERSION_NUMBER'), IN_ITS_PLACE],
    [EPROTO('0A00010B:SSL routines::wrong version number'), IN_ITS_PLACE],
    [EPROTO('0A0003FC:SSL routines::ssl/tls alert bad record mac'), ': it was damaged on the way'],
    [errorOf('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'), ': it was damaged on the way'],
    [errorOf('ERR_SSL_SSL/TLS_ALERT_BAD_RECORD_MAC'), ': it was damaged on the way'],
    [errorOf('ERR_SSL_TLSV1_ALERT_RECORD_OVERFLOW'), ': it was damaged on the way'],
    [errorOf('SOMETHING_NEW'), ''],
    [new Error('without a code'), ''],
  ])('(%s) is a failure of the network that says why', (cause, why) => {
    const failure = noConnection(cause, { hasProxy: false })

    expect(failure).toMatchObject({ code: 'network', cause })
    expect(failure.message).toBe(`No connection${why}. Trying again soon.`)
  })

  test.each([
    ['ENOTFOUND', ': the name of the network’s proxy or the server is not found'],
    ['ECONNREFUSED', ': the network’s proxy or the server does not answer'],
    ['EHOSTUNREACH', ': there is no way to the network’s proxy or the server'],
    ['ECONNRESET', ': it was cut'],
  ])('(%s) may be the fault of the proxy, where there is one', (code, why) => {
    expect(noConnection(errorOf(code), { hasProxy: true }).message).toBe(
      `No connection${why}. Trying again soon.`,
    )
  })

  test.each<[Error, boolean]>([
    [errorOf('ECONNREFUSED'), false],
    [errorOf('ENOTFOUND'), false],
    [errorOf('ECONNRESET'), false],
    [errorOf('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'), false],
    [errorOf('ERR_PROXY_TUNNEL', { proxyTunnelTimeout: 30_000 }), false],
    [errorOf('ERR_PROXY_TUNNEL', { statusCode: 502 }), false],
    [errorOf('ERR_PROXY_TUNNEL', { statusCode: 407 }), true],
    [errorOf('ERR_PROXY_TUNNEL', { statusCode: 403 }), true],
    [errorOf('DEPTH_ZERO_SELF_SIGNED_CERT'), true],
    [errorOf('CERT_HAS_EXPIRED'), true],
    [EPROTO('0A00010B:SSL routines::wrong version number'), true],
  ])('(%s) lasts when it was somebody who answered: %s', (cause, isLasting) => {
    expect(noConnection(cause, { hasProxy: false }).isLasting).toBe(isLasting)
  })

  test('by a proxy that never gave a way says so', () => {
    const cause = errorOf('ERR_PROXY_TUNNEL', { proxyTunnelTimeout: 30_000 })

    expect(noConnection(cause, { hasProxy: true }).message).toBe(
      'No connection: the network’s proxy does not answer. Trying again soon.',
    )
  })
})
