import { expect, test } from 'vitest'
import { untilRequest } from '../support/test-app.ts'
import { checksumOfFile, prepareCliBench, untilPrinted } from './cli-bench.ts'

const MiB = 1024 ** 2

test('a command line whose network goes says so once, and goes on in its session when it is back', async () => {
  await using bench = await prepareCliBench()
  const { polar } = bench
  polar.addFault({ operation: 'part', kind: 'stall', when: 'before' })
  const path = bench.folder.file('game.zip', MiB)
  const started = untilRequest(polar, { kind: 'started', operation: 'part' })
  const cli = bench.start(['upload', path])
  await started

  polar.setReachable(false)
  await untilPrinted(cli, /Uploads resume when it is back/, 'stderr')
  polar.setReachable(true)
  const { exitCode, output, messages } = await cli.ended

  const waits = output.split('\n').filter((line) => line.includes('No connection'))
  expect({ exitCode, waits, messages }).toEqual({
    exitCode: 0,
    waits: ['game.zip: No connection: it was cut. Trying again soon.'],
    messages: [
      'No connection: it was cut. Trying again soon. Uploads resume when it is back.',
      'Polar is reachable again.',
      '',
    ].join('\n'),
  })
  expect(polar.counts()).toMatchObject({ sessionsOpened: 1, parts: { started: 2 } })
  expect(await bench.served()).toEqual({ 'game.zip': checksumOfFile(path) })
})
