import '../../../main/young-heap.ts'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { createApp } from '../../../app/create-app.ts'
import type { Report } from '../../../main/cli/report.ts'
import { followUntilAtRest } from '../../../main/cli/follow.ts'
import { watchComputer } from '../../../main/computer.ts'
import { createLogFile } from '../../../main/log-file.ts'
import { createNodeHttp } from '../../../main/node-http.ts'
import { systemClock } from '../../../main/system-clock.ts'
import { systemRandom } from '../../../main/system-random.ts'
import { PROJECT_FOLDER } from '../../support/fresh-build.ts'
import { createMemoryKeychain } from '../../support/memory-keychain.ts'

// The app as the command line has it, in a process of the benchmark's that may ask Polar as often as it likes and can
// be told another bandwidth limit amid its work: `--server URL --token TOKEN --data FOLDER [--limit BYTES] PATH…`, and
// then a limit a line on standard input, where 0 is none. Prints `completed` when all is, and ends.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    server: { type: 'string', default: '' },
    token: { type: 'string', default: '' },
    data: { type: 'string', default: '' },
    limit: { type: 'string', default: '0' },
  },
})

/**
 * Only the budget of calls to Polar goes by the uptime. At this speed a minute of it is over before the next call, so
 * that what a file costs shows, and not how many files a minute Polar would bear.
 */
const UPTIME_SPEED = 1e6
const clock = { ...systemClock, uptime: () => performance.now() * UPTIME_SPEED }

const SILENT: Report = {
  added: () => undefined,
  accounts: () => undefined,
  begun: () => undefined,
  changed: () => undefined,
  progressed: () => undefined,
  reachable: () => undefined,
  ended: () => undefined,
}

const http = createNodeHttp({ proxyEnvFor: () => Promise.resolve({}) })
const computer = watchComputer(clock)
const app = await createApp({
  dataFolder: values.data,
  hashWorker: pathToFileURL(join(PROJECT_FOLDER, 'out', 'main', 'hash-worker.js')),
  log: createLogFile(join(values.data, 'logs'), clock),
  ...{ keychain: createMemoryKeychain(), http, computer, clock, random: systemRandom },
})
const limit = (bytesPerSecond: string): Promise<void> =>
  app.commands.changePreferences({ bandwidthLimit: Number(bytesPerSecond) || null })

await limit(values.limit)
const limits = createInterface({ input: process.stdin }).on('line', (line) => void limit(line))
const signedIn = await app.signInForNow({ server: values.server, token: values.token })
if (!signedIn.ok) throw new Error(signedIn.failure.message)
const { added } = await app.commands.add({ paths: positionals })
const uploads = await followUntilAtRest(app, added, SILENT)
const failed = uploads.find(({ state }) => state.kind !== 'completed')
if (failed !== undefined) throw new Error(`${failed.name} is ${JSON.stringify(failed.state)}`)
process.stdout.write('completed\n')
limits.close()
await app.stop()
computer.close()
http.close()
