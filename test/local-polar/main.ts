import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startLocalPolar, type LocalPolarOptions } from './local-polar.ts'
import { RATE_LIMITS, type RateLimit } from './rate-limit.ts'

const USAGE =
  'Usage: local-polar [--port PORT] [--data FOLDER] [--ttl SECONDS] [--rate BYTES_PER_SECOND] [--seed NUMBER] [--signing-us MICROSECONDS] [--empty-messages] [--repeats-completion] [--rate-limit production|production-restricted|sandbox|sandbox-restricted] [--close-on-stdin-end]'

const OPTIONS = {
  port: { type: 'string' },
  data: { type: 'string' },
  ttl: { type: 'string' },
  rate: { type: 'string' },
  seed: { type: 'string' },
  'signing-us': { type: 'string' },
  'empty-messages': { type: 'boolean', default: false },
  'repeats-completion': { type: 'boolean', default: false },
  'rate-limit': { type: 'string' },
  'close-on-stdin-end': { type: 'boolean', default: false },
} as const

class UsageError extends Error {
  override readonly name = 'UsageError'
}

function wholeNumber(name: string, value: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= least && number <= most) return number
  throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${value}".`)
}

function rateLimit(name: string): RateLimit {
  const limit = (RATE_LIMITS as Readonly<Record<string, RateLimit>>)[name]
  if (limit !== undefined) return limit
  throw new UsageError(`--rate-limit takes one of ${Object.keys(RATE_LIMITS).join(', ')}, not "${name}".`)
}

function parse(args: readonly string[]) {
  try {
    // npm and node both leave a lone `--` in front of what is meant for the program.
    return parseArgs({ args: args[0] === '--' ? args.slice(1) : [...args], options: OPTIONS }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

async function run(args: readonly string[]): Promise<void> {
  const values = parse(args)
  const options: Omit<LocalPolarOptions, 'dataFolder'> = {
    ...(values.port !== undefined && { port: wholeNumber('port', values.port, 0, 65_535) }),
    ...(values.ttl !== undefined && { urlLifetimeSeconds: wholeNumber('ttl', values.ttl, 1, 604_800) }),
    ...(values.rate !== undefined && { bytesPerSecond: wholeNumber('rate', values.rate, 1) }),
    ...(values.seed !== undefined && { seed: wholeNumber('seed', values.seed, 0, 2 ** 32 - 1) }),
    ...(values['signing-us'] !== undefined && {
      signingMsPerPart: wholeNumber('signing-us', values['signing-us'], 0) / 1000,
    }),
    emptyMessages: values['empty-messages'],
    ...(values['repeats-completion'] && { secondCompletion: 'succeeds' }),
    ...(values['rate-limit'] !== undefined && { rateLimit: rateLimit(values['rate-limit']) }),
  }
  const dataFolder = values.data ?? (await mkdtemp(join(tmpdir(), 'local-polar-')))
  const polar = await startLocalPolar({ ...options, dataFolder })

  const stop = () => void polar.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (values['close-on-stdin-end']) process.stdin.on('end', stop).resume()
  const line = {
    url: polar.url,
    controlUrl: `${polar.url}/control`,
    token: polar.token,
    organization: polar.organization,
    dataFolder,
    pid: process.pid,
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(error instanceof UsageError ? `${message}\n${USAGE}\n` : `${message}\n`)
  process.exit(error instanceof UsageError ? 2 : 1)
})
