import { parseArgs } from 'node:util'
import { ensureFreshBuild } from '../support/fresh-build.ts'
import { BYTES_PER_SECOND, LIFETIME_SECONDS, prepareHour } from './hour-stage.ts'
import { SHOWS, type Show } from './shows.ts'

// `npm run hour` plays what an hour at Polar does to uploads, with an hour of half a minute, by the real command line
// on a local Polar; `-- --only TEXT` plays the shows with that text in their names. Exits 1 when one goes wrong.

const { values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: { only: { type: 'string', default: '' } },
})
const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

interface Row {
  readonly line: string
  readonly isGood: boolean
}

async function play({ name, play, mostSessions, mostSent }: Show): Promise<Row> {
  await using stage = await prepareHour()
  const begunAt = performance.now()
  const { files, remark } = await play(stage)
  const seconds = (performance.now() - begunAt) / 1000
  const { sizeBytes, sentBytes, parts, sessions, isWhole } = await stage.outcome(files)
  const isGood = isWhole && sessions <= mostSessions && sentBytes <= sizeBytes * mostSent
  const facts = [
    ...[name, `${parts} parts`, `${sessions} sessions`, megabytes(sizeBytes), `${megabytes(sentBytes)} sent`],
    ...[`${seconds.toFixed(1)} s`, isWhole ? 'whole' : 'NOT WHOLE', remark ?? ''],
  ]
  return { line: `${isGood ? 'good' : 'BAD '} | ${facts.join(' | ')}`, isGood }
}

ensureFreshBuild()
say(`URLs live ${LIFETIME_SECONDS} s, the link carries ${megabytes(BYTES_PER_SECOND)} a second.`)
const chosen = SHOWS.filter(({ name }) => name.includes(values.only))
// They wait for their links nearly all the time, so they can do it at once.
const rows = await Promise.all(
  chosen.map(async (show) => {
    const row = await play(show).catch((error: unknown) => ({
      line: `BAD  | ${show.name} | ${String(error)}`,
      isGood: false,
    }))
    say(row.line)
    return row
  }),
)
const bad = rows.filter(({ isGood }) => !isGood).length
say(`${rows.length - bad} good, ${bad} bad`)
process.exitCode = bad === 0 && rows.length > 0 ? 0 : 1
