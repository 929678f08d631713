import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { get as getSecurely } from 'node:https'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { generateToken } from '../../local-polar/tokens.ts'
import type { Traffic } from './traffic.ts'

/** The receiving end, at work in a process of its own. */
export interface Receiver extends AsyncDisposable {
  readonly origin: string
  readonly pid: number
  /** A token in Polar's format; any is taken. */
  readonly token: string
  /** What vouches for it, as PEM; null when nothing is encrypted. */
  readonly authority: string | null
  traffic(): Promise<Traffic>
  /** The same, and begins to count anew. */
  takeTraffic(): Promise<Traffic>
}

/** Starts it. */
export async function startReceiver({ tls = false } = {}): Promise<Receiver> {
  const main = join(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, [main, ...(tls ? ['--tls'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const line = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>
  const failed = ended.then(() => {
    throw new Error('The receiving end did not start')
  })
  const [said] = await Promise.race([line, failed])
  failed.catch(() => undefined)
  const { origin, authority } = JSON.parse(said) as Pick<Receiver, 'origin' | 'authority'>

  const ask = async (query: string): Promise<Traffic> => {
    const url = `${origin}/traffic${query}`
    const options = { headers: { connection: 'close' }, ...(authority !== null && { ca: authority }) }
    const request = authority === null ? get(url, options) : getSecurely(url, options)
    const [answer] = (await once(request, 'response')) as [NodeJS.ReadableStream]
    return JSON.parse(await text(answer)) as Traffic
  }
  return {
    ...{ origin, authority, pid: child.pid ?? NaN, token: generateToken('polar_oat_') },
    traffic: () => ask(''),
    takeTraffic: () => ask('?reset'),
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await ended
    },
  }
}
