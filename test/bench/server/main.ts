import { createAuthority } from '../../support/certificates.ts'
import { startDiscardServer } from './discard-server.ts'

// The receiving end of every benchmark, in a process of its own. `--tls` encrypts. Prints one line of JSON, and ends
// when its standard input does: with whoever has started it.

const authority = process.argv.includes('--tls') ? createAuthority('Bench') : null
const origin = await startDiscardServer(authority?.sign({ names: ['127.0.0.1'] }) ?? null)
process.stdin.on('end', () => process.exit(0)).resume()
process.stdout.write(`${JSON.stringify({ origin, authority: authority?.certificate ?? null })}\n`)
