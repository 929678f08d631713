import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { untilRequest } from '../support/test-app.ts'
import { eventsIn, prepareCliBench, type EnvChange } from './cli-bench.ts'

describe('why a command cannot do what it should is told to programs as it is to people', () => {
  test.each<[string[], EnvChange, number, string]>([
    [['upload'], {}, 2, 'usage'],
    [['upload', 'a', '--nmae', 'b'], {}, 2, 'usage'],
    [['uplaod'], {}, 2, 'usage'],
    [['upload', 'a'], { POLAR_ACCESS_TOKEN: undefined }, 3, 'not-signed-in'],
    [['files'], { POLAR_ACCESS_TOKEN: 'hunter2' }, 3, 'unauthorized'],
    [['receipt', 'a'], {}, 1, 'unknown-upload'],
  ])('%j', async (words, change, exitCode, code) => {
    await using bench = await prepareCliBench()

    const result = await bench.run([...words, '--json'], change)

    const [message] = result.messages.split('\n')
    expect(result.exitCode).toBe(exitCode)
    expect(eventsIn(result)).toEqual([{ event: 'error', code, message }])
  })

  test('an app that is running already', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    bench.polar.addFault({ operation: 'create', kind: 'stall', when: 'before' })
    const opening = untilRequest(bench.polar, { kind: 'started', operation: 'create' })
    bench.start(['upload', path])
    await opening

    const result = await bench.run(['upload', path, '--json'])

    expect(result.exitCode).toBe(1)
    expect(eventsIn(result)).toMatchObject([{ event: 'error', code: 'owned' }])
  })

  test('a data folder that cannot be one', async () => {
    await using bench = await prepareCliBench()
    writeFileSync(bench.dataFolder, '')

    const result = await bench.run(['resume', '--json'])

    expect(result.exitCode).toBe(1)
    expect(eventsIn(result)).toMatchObject([{ event: 'error', code: 'not-writable' }])
  })
})
