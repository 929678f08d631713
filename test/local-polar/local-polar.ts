import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Answer } from './answer.ts'
import { createServerClock, SYSTEM_TIMERS } from './clock.ts'
import { handleControl } from './control-api.ts'
import { createCounters } from './counters.ts'
import type { Exchange } from './exchange.ts'
import { createFaults } from './faults.ts'
import { openFileRecords } from './file-records.ts'
import { bucketOf } from './file-endpoints.ts'
import type { LocalPolar, LocalPolarOptions } from './local-polar-api.ts'
import { openMultipartUploads } from './multipart-uploads.ts'
import type { Target } from './operations.ts'
import type { Organization } from './organization.ts'
import { handlePolar, type Polar } from './polar-api.ts'
import { polarTarget } from './polar-routes.ts'
import { createPresigner, type SigningKeys } from './presign.ts'
import { createRateLimiter } from './rate-limit.ts'
import { createRequestListeners } from './request-events.ts'
import { startRequestServer } from './request-server.ts'
import { fileIdOfKey, handleS3, isS3Path, type S3 } from './s3-api.ts'
import { parseS3Address } from './s3-authentication.ts'
import { createSeededRandom } from './seeded-random.ts'
import { createServerThread } from './server-thread.ts'
import { createThrottle } from './throttle.ts'
import { createTokenStore, type TokenRecord } from './tokens.ts'

export type { LocalPolar, LocalPolarOptions } from './local-polar-api.ts'

interface Identity {
  readonly organization: Organization
  readonly keys: SigningKeys
}

/** Starts a Polar with its S3 on 127.0.0.1. */
export async function startLocalPolar(options: LocalPolarOptions): Promise<LocalPolar> {
  const { dataFolder, seed = 1, timers = SYSTEM_TIMERS } = options
  await mkdir(dataFolder, { recursive: true })
  const { organizationName = 'Local Studio' } = options
  const identity = await readOrWrite<Identity>(join(dataFolder, 'identity.json'), () =>
    createIdentity(organizationName),
  )
  const tokensPath = join(dataFolder, 'tokens.json')
  let savingTokens = Promise.resolve()
  const tokens = createTokenStore(await readOrWrite<TokenRecord[]>(tokensPath, () => []), () => {
    savingTokens = savingTokens.then(() => writeWhole(tokensPath, tokens.records()))
  })
  const clock = createServerClock(options.now ?? (() => Date.now()))
  const thread = createServerThread(timers, clock)
  const counters = createCounters()
  const listeners = createRequestListeners()
  const faults = createFaults(createSeededRandom(seed))
  const throttle = createThrottle(timers, options.bytesPerSecond ?? null)
  const uploads = await openMultipartUploads(join(dataFolder, 'uploads'), options.discard ?? false)
  const files = await openFileRecords(join(dataFolder, 'files'), seed)
  const s3: S3 = {
    uploads,
    presigner: createPresigner(identity.keys),
    silenceTimeoutMs: options.silenceTimeoutMs ?? 20_000,
  }
  let urlLifetimeSeconds = options.urlLifetimeSeconds ?? 3600
  let publicUrl: string | null = null
  const rateLimiter = createRateLimiter(options.rateLimit ?? null)
  const polar: Polar = {
    s3,
    files,
    tokens,
    rateLimiter,
    organization: identity.organization,
    secondCompletion: options.secondCompletion ?? 'no-such-upload',
    signingMsPerPart: options.signingMsPerPart ?? 0,
    urlLifetimeSeconds: () => urlLifetimeSeconds,
    s3Origin: () => publicUrl ?? server.origin,
  }
  const handler = {
    targetOf,
    handle: (exchange: Exchange) => handle(exchange, polar),
    control: handleControl(() => localPolar),
  }
  const server = await startRequestServer(
    options.port ?? 0,
    { clock, timers, throttle, counters, listeners, thread, emptyMessages: options.emptyMessages ?? false },
    faults,
    handler,
  )

  const storedBytes = (fileId: string): Readable => {
    const record = files.find(fileId)
    const found = record && uploads.findObject(bucketOf(record), record.path)
    if (!found) throw new Error(`Nothing is stored for file ${fileId}`)
    return uploads.read(found.upload, found.object)
  }
  const token = tokens.create()
  await savingTokens
  const localPolar: LocalPolar = {
    url: server.origin,
    token,
    organization: identity.organization,
    createToken: (wanted) => tokens.create(wanted),
    revokeToken: (token) => tokens.revoke(token),
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    setBandwidth: (bytesPerSecond) => throttle.setRate(bytesPerSecond),
    setClockOffset: (offsetMs) => clock.setOffset(offsetMs),
    setUrlLifetime: (seconds) => {
      urlLifetimeSeconds = seconds
    },
    setPublicUrl: (url) => {
      publicUrl = url
    },
    setRateLimit: (limit) => rateLimiter.setLimit(limit),
    setReachable: (reachable) => server.setReachable(reachable),
    async flagMalicious(fileId) {
      const record = files.find(fileId)
      if (!record) throw new Error(`There is no file ${fileId}`)
      await files.save({ ...record, flagged_malicious_at: clock.now() })
    },
    counts: () => counters.snapshot(),
    files: () => files.all(),
    readFile: storedBytes,
    async checksum(fileId) {
      const sha256 = createHash('sha256')
      for await (const bytes of storedBytes(fileId)) sha256.update(bytes as Buffer)
      return sha256.digest('hex')
    },
    onRequest: (listener) => listeners.add(listener),
    async stop() {
      await server.stop()
      await savingTokens
    },
  }
  return localPolar
}

function targetOf(method: string, url: string): Target | null {
  const path = url.split('?')[0] ?? ''
  if (path === '/control' || path.startsWith('/control/')) return null
  if (!isS3Path(path)) return polarTarget(method, path)
  try {
    const { key, query } = parseS3Address(url)
    const partNumber = Number(query.get('partNumber') ?? NaN)
    return {
      operation: method === 'PUT' ? 'part' : 'object',
      fileId: fileIdOfKey(key),
      partNumber: Number.isInteger(partNumber) ? partNumber : null,
    }
  } catch {
    return { operation: 'object', fileId: null, partNumber: null }
  }
}

const handle = (exchange: Exchange, polar: Polar): Promise<Answer> =>
  isS3Path((exchange.request.url ?? '').split('?')[0] ?? '')
    ? handleS3(exchange, polar.s3)
    : handlePolar(exchange, polar)

const createIdentity = (name: string): Identity => ({
  organization: { id: randomUUID(), name, slug: name.toLowerCase().replaceAll(' ', '-') },
  keys: {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  },
})

async function readOrWrite<T>(path: string, create: () => T): Promise<T> {
  const known = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (known !== null) return JSON.parse(known) as T
  const created = create()
  await writeWhole(path, created)
  return created
}

/** Writes a file so that a kill leaves the old one or the new one, never half of one. */
async function writeWhole(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
  await rename(`${path}.new`, path)
}
