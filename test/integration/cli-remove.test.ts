import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { untilRequest } from '../support/test-app.ts'
import { eventsIn, filesWith, prepareCliBench, untilPrinted, type CliBench } from './cli-bench.ts'

const MiB = 1024 ** 2

const unknown = (word: string): string =>
  `No upload matches “${word}”. Run “polar-uploader list” to see all uploads.\n`

/** An upload whose process died when one of three parts was stored. */
async function diedMidway(bench: CliBench): Promise<string> {
  bench.polar.addFault({ operation: 'part', partNumber: 2, kind: 'stall', when: 'before', count: null })
  bench.polar.addFault({ operation: 'part', partNumber: 3, kind: 'stall', when: 'before', count: null })
  const path = bench.folder.file('game.zip', 40 * MiB)
  const cli = bench.start(['upload', path, '--json'])
  await untilPrinted(cli, /"storedBytes":16777216,/)
  cli.process.kill('SIGKILL')
  await cli.ended
  bench.polar.clearFaults()
  return path
}

describe('remove', () => {
  test('throws away what is stored of an unfinished upload, here and at Polar, with nobody signed in', async () => {
    await using bench = await prepareCliBench()
    const path = await diedMidway(bench)
    const [file] = bench.polar.files()

    const removed = await bench.run(['remove', path], { POLAR_ACCESS_TOKEN: undefined })
    const listed = await bench.run(['list'])
    const secrets = filesWith('X-Amz-Signature', bench.dataFolder)
    const deleted = untilRequest(bench.polar, { kind: 'committed', operation: 'delete' })
    const other = await bench.run(['upload', bench.folder.file('other.zip', 1000)])
    await deleted

    expect(removed).toEqual({
      ...{ exitCode: 0, signal: null, messages: '' },
      output: `Removed ${path} from the list; the 16.8 MB already stored are discarded.\n`,
    })
    expect([listed.output, secrets]).toEqual(['No uploads.\n', []])
    expect(other.exitCode).toBe(0)
    expect(bench.polar.files().find(({ id }) => id === file?.id)?.deleted_at).toEqual(expect.any(Number))
  })

  test('of a file that is gone has resume succeed again', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    await bench.add(path)
    rmSync(path)

    const before = await bench.run(['resume'])
    const removed = eventsIn(await bench.run(['remove', path, '--json']))
    const after = await bench.run(['resume'])

    expect([before.exitCode, after.exitCode]).toEqual([1, 0])
    const id: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/)
    expect(removed).toEqual([{ event: 'removed', id, path, state: 'failed', storedBytes: 0 }])
  })

  test('of a path leaves alone what of it is in Polar, while there is something unfinished', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    await bench.run(['upload', path])
    const [completed] = eventsIn(await bench.run(['list', '--json']))
    bench.polar.addFault({ operation: 'create', kind: 'error', status: 403, when: 'before' })
    await bench.run(['upload', path, '--again'])

    const first = await bench.run(['remove', path])
    const receipt = await bench.run(['receipt', path])
    const second = await bench.run(['remove', String(completed?.id)])

    expect(first).toMatchObject({ exitCode: 0, output: `Removed ${path} from the list.\n` })
    expect(receipt.exitCode).toBe(0)
    expect(second).toMatchObject({
      ...{ exitCode: 0, messages: '' },
      output: `Removed ${path} from the list; the file stays in Polar.\n`,
    })
    expect(Object.keys(await bench.served())).toEqual(['game.zip'])
  })

  test('says what is not there, and removes the rest', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    await bench.add(path)

    const nothing = await bench.run(['remove', 'nowhere.zip'])
    const rest = await bench.run(['remove', 'nowhere.zip', path])

    expect(nothing).toMatchObject({ exitCode: 1, output: '', messages: unknown('nowhere.zip') })
    expect(rest).toMatchObject({
      ...{ exitCode: 1, messages: unknown('nowhere.zip') },
      output: `Removed ${path} from the list.\n`,
    })
  })

  test('is refused while another process has the data folder', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    bench.polar.addFault({ operation: 'create', kind: 'stall', when: 'before' })
    const opening = untilRequest(bench.polar, { kind: 'started', operation: 'create' })
    bench.start(['upload', path])
    await opening

    const result = await bench.run(['remove', path])

    expect(result).toMatchObject({
      ...{ exitCode: 1, output: '' },
      messages: `Polar Uploader is already running with the data folder ${bench.dataFolder}. Please use that one, or quit it first.\n`,
    })
  })
})
