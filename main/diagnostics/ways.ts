import type { DetailedPeerCertificate, TLSSocket } from 'node:tls'
import type { ShownCertificate, Ways } from '../../app/ports.ts'
import { limitConnecting } from '../connect-limit.ts'
import { ConnectTimeout, noConnection } from '../no-connection.ts'
import { network } from '../network-modules.ts'
import type { ProxyEnv } from '../node-http.ts'
import { proxyFor } from '../proxies.ts'

/** Looks at the ways over the proxies that a host goes through. */
export function createWays(proxyEnvFor: (url: string) => Promise<ProxyEnv>): Ways {
  return {
    async look(url, signal) {
      const proxyEnv = await proxyEnvFor(url)
      const proxy = proxyFor(url, proxyEnv)
      const certificate = url.startsWith('https:')
        ? await lookAtCertificate(url, proxyEnv, proxy !== null, signal)
        : null
      return { proxy, certificate }
    },
  }
}

async function lookAtCertificate(
  url: string,
  proxyEnv: ProxyEnv,
  hasProxy: boolean,
  signal: AbortSignal,
): Promise<ShownCertificate> {
  const shake = (roots: readonly string[]): Promise<Handshake> =>
    shakeHands(url, proxyEnv, roots, signal).catch((error: unknown) => {
      throw signal.aborted ? error : noConnection(error, { hasProxy })
    })
  const { getCACertificates } = network().tls
  const first = await shake(getCACertificates('bundled'))
  if (first.problem === null) return { signedBy: first.signedBy, trustedBy: 'everybody', problem: null }
  // Reading the system's roots can take seconds, so they are asked only now.
  const all = (['bundled', 'system', 'extra'] as const).flatMap((kind) => getCACertificates(kind))
  const { signedBy, problem } = await shake(all)
  if (problem === null) return { signedBy, trustedBy: 'this-computer', problem: null }
  const cause = Object.assign(new Error(problem), { code: problem })
  const { message } = noConnection(cause, { hasProxy })
  return { signedBy, trustedBy: 'nobody', problem: message.replace(/ Trying again soon\.$/, '') }
}

interface Handshake {
  readonly signedBy: string
  /** OpenSSL's code for why the certificate is not to be trusted; null when it is. */
  readonly problem: string | null
}

/** Greets and hangs up. Whatever certificate is shown is taken, which is safe because nothing is ever sent. */
function shakeHands(
  url: string,
  proxyEnv: ProxyEnv,
  roots: readonly string[],
  signal: AbortSignal,
): Promise<Handshake> {
  const options = { proxyEnv: { ...proxyEnv }, ca: [...roots], rejectUnauthorized: false }
  const { https } = network()
  const agent = new https.Agent(options)
  return new Promise<Handshake>((resolve, reject) => {
    const outgoing = https.request(url, { method: 'HEAD', agent, signal })
    limitConnecting(outgoing, () => outgoing.destroy(new ConnectTimeout()))
    outgoing.on('error', reject)
    outgoing.on('socket', (socket: TLSSocket & { readonly secureConnecting?: boolean }) => {
      const look = (): void => {
        resolve({ signedBy: rootOf(socket), problem: problemOf(socket) })
        outgoing.destroy()
      }
      if (socket.secureConnecting === true) socket.once('secureConnect', look)
      else look()
    })
  }).finally(() => agent.destroy())
}

/** Declared as an error, it is a code. */
const problemOf = ({ authorized, authorizationError }: TLSSocket): string | null =>
  authorized ? null : String(authorizationError)

/** Who signed the last certificate that was shown or found: the root itself, if it is known. */
function rootOf(socket: TLSSocket): string {
  let root = socket.getPeerCertificate(true)
  // A root is its own issuer.
  for (
    let issuer = issuerOf(root);
    issuer !== undefined && issuer.fingerprint256 !== root.fingerprint256;
    issuer = issuerOf(issuer)
  )
    root = issuer
  const { O, CN } = root.issuer
  return [CN, O].flat().find((name) => name !== undefined && name !== '') ?? 'nobody it names'
}

/** Declared as always there, but only as far as the chain is known. */
const issuerOf = (certificate: DetailedPeerCertificate): DetailedPeerCertificate | undefined =>
  certificate.issuerCertificate
