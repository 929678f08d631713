import { once } from '../contract/once.ts'
import { NAMED_SERVERS } from '../contract/account-view.ts'
import { formatRate } from '../contract/format.ts'
import type { Way } from '../ports.ts'
import { bad, good, worthKnowing, type Check, type Finding } from './diagnosis-parts.ts'
import type { KnownServer } from './known-server.ts'

/** The buckets of the servers with a name (polarsource/polar, terraform/production and terraform/sandbox). */
const BUCKETS: Readonly<Record<string, string>> = {
  [NAMED_SERVERS.production]: 'https://polar-production-files.s3.amazonaws.com/',
  [NAMED_SERVERS.sandbox]: 'https://polar-sandbox-files.s3.amazonaws.com/',
}

/** Where the parts go, as far as is known: what an open session says wins. */
const bucketOf = ({ bucketUrl, serverUrl }: KnownServer): string | null =>
  bucketUrl ?? BUCKETS[serverUrl] ?? null

/** Whether the bucket that parts are sent to can be reached. It is asked for nothing that is anybody's. */
export const checkBucket: Check = async ({ known, http, clock }, signal) => {
  const url = bucketOf(known)
  if (url === null)
    return worthKnowing(
      `Which storage ${known.serverUrl} uses is known only once an upload has begun; none is under way now.`,
    )
  const startedAt = clock.monotonic()
  const { status, headers } = await http.send({ method: 'GET', url, headers: {}, signal, mayRepeat: true })
  const { host } = new URL(url)
  // Whatever S3 answers carries this header, refusals too:
  // https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html
  if (headers['x-amz-request-id'] === undefined)
    return bad(
      `What answers for ${host} is not S3 (status ${status}). Please check the network for a sign-in page or a proxy.`,
    )
  if (status >= 500) return worthKnowing(`${host} answered, but has a problem of its own (${status}).`)
  return good(`${host} answered in ${Math.round(clock.monotonic() - startedAt)} ms.`)
}

/** Through which proxy it goes, and who vouches for the certificates that are shown. */
export const checkWay: Check = async ({ known, ways }, signal) => {
  const urls = [known.serverUrl, bucketOf(known)].filter((url) => url !== null)
  const seen = await Promise.all(urls.map(async (url) => describeWay(url, await ways.look(url, signal))))
  const worst = (['bad', 'worth-knowing'] as const).find((verdict) =>
    seen.some((finding) => finding.verdict === verdict),
  )
  return { verdict: worst ?? 'good', message: [...new Set(seen.map(({ message }) => message))].join(' ') }
}

/** What it means to get to a server in such a way. */
export function describeWay(url: string, { proxy, certificate }: Way): Finding {
  const through = `${new URL(url).host} is reached ${proxy === null ? 'without a proxy' : `through the proxy ${proxy}`}`
  const inform = proxy === null ? good : worthKnowing
  if (certificate === null) return inform(`${through}, without encryption.`)
  const { signedBy, trustedBy, problem } = certificate
  if (trustedBy === 'everybody') return inform(`${through}, and shows a certificate signed by ${signedBy}.`)
  if (trustedBy === 'this-computer')
    return worthKnowing(
      `${through}, and something on the way opens the encryption: the certificate is signed by ${signedBy}, which only this computer trusts, as is usual for companies and virus scanners. Uploads work, but all that is sent can be read there.`,
    )
  return bad(`${through}, and shows a certificate signed by ${signedBy}. ${problem ?? ''}`.trim())
}

/** A megabit a second: 80 GB take a week. */
const SLOW_BYTES_PER_SECOND = 125_000

const day = once(() => new Intl.DateTimeFormat('en', { dateStyle: 'long' }))

/** How fast past uploads were. */
export const checkRate: Check = ({ known }) => describeRate(known)

/** What past uploads tell of the speed. Nothing is uploaded to find out: it would show in the creator's Polar. */
export function describeRate({
  bytesPerSecond,
  lastCompletedAt,
  bandwidthLimit,
}: Pick<KnownServer, 'bytesPerSecond' | 'lastCompletedAt' | 'bandwidthLimit'>): Finding {
  const noTest = 'No test upload is made, as it would leave a trace in your Polar.'
  if (bytesPerSecond === null)
    return worthKnowing(`Not measured yet: the first upload that takes a few seconds tells. ${noTest}`)
  const last = lastCompletedAt === null ? '' : `, the last completed on ${day().format(lastCompletedAt)}`
  const measured = `Past uploads reached ${formatRate(bytesPerSecond)}${last}.`
  if (bandwidthLimit !== null)
    return worthKnowing(
      `${measured} You have set a bandwidth limit of ${formatRate(bandwidthLimit)}. ${noTest}`,
    )
  return bytesPerSecond < SLOW_BYTES_PER_SECOND
    ? worthKnowing(`${measured} That is slow, but any file arrives in the end. ${noTest}`)
    : good(`${measured} ${noTest}`)
}
