import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { basename } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'

// Uploads one file through Polar with a fixed number of parts in flight, and is as plain as that can be: no resuming, no
// second tries. `--connections N --part-bytes N FILE`; the server and the token come from the environment, as for the
// command line.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    connections: { type: 'string', default: '4' },
    'part-bytes': { type: 'string', default: '5242880' },
  },
})
const [path = ''] = positionals
const partBytes = Number(values['part-bytes'])
const { POLAR_SERVER: server = '', POLAR_ACCESS_TOKEN: token = '' } = process.env
const agent = new Agent({ keepAlive: true })
const file = await open(path)
const { size } = await file.stat()

interface Part {
  readonly number: number
  readonly start: number
  readonly end: number
}

interface PresignedPart {
  readonly number: number
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

interface CreatedFile {
  readonly id: string
  readonly upload: { readonly id: string; readonly path: string; readonly parts: readonly PresignedPart[] }
}

interface Sent {
  readonly method: 'PUT' | 'POST'
  readonly url: string
  readonly headers: OutgoingHttpHeaders
  readonly body: AsyncIterable<Uint8Array> | string
}

function send({
  method,
  url,
  headers,
  body,
}: Sent): Promise<{ readonly etag: string; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers, agent })
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      text(incoming).then((answer) => {
        const { statusCode = 0, headers } = incoming
        if (statusCode < 300) resolve({ etag: String(headers.etag), body: answer })
        else reject(new Error(`The server answered ${statusCode}: ${answer}`))
      }, reject)
    })
    if (typeof body === 'string') outgoing.end(body)
    else writeAll(body, outgoing).catch(reject)
  })
}

async function writeAll(
  body: AsyncIterable<Uint8Array>,
  outgoing: ReturnType<typeof httpRequest>,
): Promise<void> {
  for await (const bytes of body)
    if (!outgoing.write(bytes)) await new Promise((resolve) => outgoing.once('drain', resolve))
  outgoing.end()
}

const bytesOf = ({ start, end }: Part): AsyncIterable<Uint8Array> =>
  file.createReadStream({ start, end: end - 1, autoClose: false })

async function checksum(part: Part): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of bytesOf(part)) hash.update(bytes)
  return hash.digest('base64')
}

async function callPolar(target: string, body: unknown): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const json = JSON.stringify(body)
  const length = { 'content-length': Buffer.byteLength(json) }
  return (
    await send({ method: 'POST', url: server + target, headers: { ...headers, ...length }, body: json })
  ).body
}

const parts: readonly Part[] = Array.from({ length: Math.ceil(size / partBytes) }, (_, index) => ({
  number: index + 1,
  start: index * partBytes,
  end: Math.min((index + 1) * partBytes, size),
}))
const checksums: string[] = []
for (const part of parts) checksums.push(await checksum(part))
const created = JSON.parse(
  await callPolar('/v1/files/', {
    ...{ name: basename(path), mime_type: 'video/mp4', size, service: 'downloadable' },
    checksum_sha256_base64: await checksum({ number: 0, start: 0, end: size }),
    upload: {
      parts: parts.map(({ number, start, end }, index) => ({
        ...{ number, chunk_start: start, chunk_end: end, checksum_sha256_base64: checksums[index] },
      })),
    },
  }),
) as CreatedFile

const etags = new Map<number, string>()
const waiting = [...parts]
const sendParts = async (): Promise<void> => {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const { number, start, end } = part
    const presigned = created.upload.parts.find((one) => one.number === number)
    if (presigned === undefined) throw new Error(`Part ${number} has no URL`)
    const headers = { ...presigned.headers, 'content-length': end - start }
    const { etag } = await send({ method: 'PUT', url: presigned.url, headers, body: bytesOf(part) })
    etags.set(number, etag)
  }
}
await Promise.all(Array.from({ length: Number(values.connections) }, sendParts))
await callPolar(`/v1/files/${created.id}/uploaded`, {
  ...{ id: created.upload.id, path: created.upload.path },
  parts: parts.map(({ number }, index) => ({
    ...{ number, checksum_etag: etags.get(number), checksum_sha256_base64: checksums[index] },
  })),
})
await file.close()
agent.destroy()
