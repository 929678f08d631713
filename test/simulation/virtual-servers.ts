import type { LifePlan } from './life-plan.ts'
import { SERVERS, type Organizations } from './organizations.ts'
import type { Tokens } from './tokens.ts'
import { WORLD_BEGINS, type VirtualTime } from './virtual-clock.ts'
import { createVirtualPolar, type FileRecord, type Multipart, type VirtualPolar } from './virtual-polar.ts'

/** Every Polar of a world, each with its own S3, tokens, files and clock. */
export interface VirtualServers {
  /** Whose API or bucket that is, by its place in `SERVERS`. Throws for an address that is none of theirs. */
  placeOf(url: string): number
  at(place: number): VirtualPolar
  /** Where an organization is. */
  of(organization: number): VirtualPolar
  /** A file's record, wherever it is. */
  file(id: string): FileRecord | undefined
  multipart(id: string): Multipart | undefined
}

/** What servers are made of. */
export interface ServersParts {
  readonly plan: LifePlan
  readonly time: VirtualTime
  readonly tokens: Tokens
  readonly organizations: Organizations
  /** Hears of every record that is made. */
  readonly onCreated: (file: FileRecord) => void
}

/** Creates them, without files. */
export function createVirtualServers(parts: ServersParts): VirtualServers {
  const { plan, time, tokens, organizations, onCreated } = parts
  const aheadMs = [0, plan.elsewhere?.aheadMs ?? 0]
  const polars = SERVERS.map((address, place) =>
    createVirtualPolar({
      ...{ address, place, organizations, onCreated },
      now: () =>
        WORLD_BEGINS +
        (aheadMs[place] ?? 0) +
        plan.serverAheadMs +
        Math.floor(time.now() * (1 + plan.serverDriftPpm / 1e6)),
      time,
      repeatsCompletion: plan.repeatsCompletion,
      signingMsPerPart: plan.signingMsPerPart ?? 0,
      emptyMessages: plan.emptyMessages ?? false,
      mayReadName: (token) => tokens.mayReadName(token),
    }),
  )
  const at = (place: number): VirtualPolar => {
    const polar = polars[place]
    if (polar === undefined) throw new RangeError(`There is no server ${place}`)
    return polar
  }
  return {
    at,
    of: (organization) => at(organizations.serverOf(organization)),
    placeOf(url) {
      const { origin } = new URL(url)
      const place = SERVERS.findIndex((server) => server.url === origin || server.bucketUrl === origin)
      if (place === -1) throw new Error(`Nobody knows ${origin}`)
      return place
    },
    file: (id) => polars.map(({ files }) => files.get(id)).find((file) => file !== undefined),
    multipart: (id) =>
      polars.map(({ multiparts }) => multiparts.get(id)).find((multipart) => multipart !== undefined),
  }
}
