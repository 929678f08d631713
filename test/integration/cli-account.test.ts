import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isoMicroseconds } from '../local-polar/clock.ts'
import { startLocalPolar } from '../local-polar/local-polar.ts'
import { untilRequest } from '../support/test-app.ts'
import { checksumOfFile, eventsIn, filesIn, filesWith, prepareCliBench, untilPrinted } from './cli-bench.ts'

const MiB = 1024 ** 2

describe('without a token', () => {
  test.each([['upload', 'a.zip'], ['resume'], ['files']])(
    '%s says how to get signed in',
    async (...words) => {
      await using bench = await prepareCliBench()

      const result = await bench.run(words, { POLAR_ACCESS_TOKEN: undefined })

      expect(result).toEqual({
        exitCode: 3,
        signal: null,
        output: '',
        messages: 'Not signed in. Run polar-uploader sign-in, or set POLAR_ACCESS_TOKEN.\n',
      })
    },
  )

  test('an empty one counts as none', async () => {
    await using bench = await prepareCliBench()

    const result = await bench.run(['files'], { POLAR_ACCESS_TOKEN: '' })

    expect(result).toMatchObject({
      exitCode: 3,
      messages: expect.stringContaining('Not signed in.') as unknown,
    })
  })
})

describe('a token in the environment', () => {
  const swapped = (token: string): string =>
    `${token.slice(0, 20)}${token[21] ?? ''}${token[20] ?? ''}${token.slice(22)}`

  test.each<[string, (token: string) => string, string]>([
    [
      'cut short',
      (token) => token.slice(0, -1),
      'This access token is incomplete or has characters too many.',
    ],
    ['with a typo', (token) => swapped(token), 'This access token has a typo: its check digits do not fit.'],
    ['of another kind', () => 'polar_pat_abc', 'This is another kind of Polar token.'],
    ['that is something else', () => 'hunter2', 'This is not a Polar access token'],
  ])('%s is refused without asking anybody', async (_what, change, sentence) => {
    await using bench = await prepareCliBench()
    // Two equal neighbors would make no typo.
    let { token } = bench.polar
    while (swapped(token) === token) token = bench.polar.createToken()
    const path = bench.folder.file('game.zip', 1000)

    const result = await bench.run(['upload', path], { POLAR_ACCESS_TOKEN: change(token) })

    expect(result).toMatchObject({ exitCode: 3, output: '' })
    expect(result.messages).toMatch(new RegExp(`^${sentence}.*\n$`))
    expect(bench.polar.counts().connections).toBe(0)
  })

  test.each<[string, 'revoked' | 'weak', string]>([
    ['that was revoked', 'revoked', 'Polar does not accept the access token'],
    ['that may not upload', 'weak', 'The access token may not do this: it lacks the scope'],
  ])('%s is refused in a sentence that says what to do', async (_what, kind, sentence) => {
    await using bench = await prepareCliBench()
    const token = bench.polar.createToken(
      kind === 'weak' ? { scopes: ['files:read', 'organizations:read'] } : {},
    )
    if (kind === 'revoked') bench.polar.revokeToken(token)

    const result = await bench.run(['upload', bench.folder.file('game.zip', 1000)], {
      POLAR_ACCESS_TOKEN: token,
    })

    expect(result).toMatchObject({ exitCode: 3, output: '' })
    expect(result.messages).toMatch(new RegExp(`^${sentence}.*Please sign in .*\n$`))
  })

  test('is nowhere on disk nor in the arguments, while it works and after', async () => {
    await using bench = await prepareCliBench()
    const { polar, dataFolder } = bench
    polar.addFault({ operation: 'part', kind: 'stall', when: 'reply', partNumber: 2 })
    polar.addFault({ operation: 'complete', kind: 'error', status: 401 })
    const midway = untilRequest(polar, { kind: 'committed', operation: 'part', partNumber: 2 })
    const cli = bench.start(['upload', bench.folder.file('game.zip', 20 * MiB), '--json'])
    await midway

    const searched = filesIn(dataFolder).length
    const whileAtWork = filesWith(polar.token, dataFolder)
    const commandLine = readFileSync(`/proc/${cli.process.pid ?? ''}/cmdline`, 'latin1')
    cli.process.kill('SIGINT')
    await cli.ended
    const refused = await bench.run(['resume', '--json'])

    expect(searched).toBeGreaterThan(0)
    expect(commandLine).toContain('upload')
    expect(whileAtWork.concat(filesWith(polar.token, dataFolder))).toEqual([])
    expect(
      [commandLine, refused.output, refused.messages].filter((text) => text.includes(polar.token)),
    ).toEqual([])
    expect(refused.exitCode).toBe(3)
  })
})

describe('the server', () => {
  test.each(['nowhere', 'http://polar.example', 'ftp://127.0.0.1', 'constructor'])(
    '%s is none, which is said in a sentence',
    async (server) => {
      await using bench = await prepareCliBench()

      const result = await bench.run(['files'], { POLAR_SERVER: server })

      expect(result).toEqual({
        exitCode: 2,
        signal: null,
        output: '',
        messages: `“${server}” is not a server’s address. Use production, sandbox, or an address like https://polar.example.com.\nRun “polar-uploader help” for usage.\n`,
      })
    },
  )

  test.each(['upload a', 'resume', 'files', 'check', 'sign-in', 'sign-out'])(
    'that is none is wrong usage of %s, with a token and without',
    async (words) => {
      await using bench = await prepareCliBench()
      const command = [...words.split(' '), '--server', 'nowhere']

      const results = [await bench.run(command), await bench.run(command, { POLAR_ACCESS_TOKEN: undefined })]

      expect(results.map(({ exitCode }) => exitCode)).toEqual([2, 2])
    },
  )

  test('that is down is waited for, and the upload goes on by itself when it is up', async () => {
    await using bench = await prepareCliBench()
    const path = bench.folder.file('game.zip', 1000)
    const port = Number(new URL(bench.polar.url).port)
    await bench.polar.stop()
    const cli = bench.start(['upload', path])

    await untilPrinted(cli, /cannot be reached.*\n/, 'stderr')
    const polar = await startLocalPolar({ dataFolder: join(bench.folder.path, 'polar'), port })

    try {
      const { exitCode, messages } = await cli.ended
      expect({ exitCode, messages }).toEqual({
        exitCode: 0,
        messages: `${polar.url} cannot be reached, so the token could not be checked. No connection: the server does not answer. Trying again every 5 seconds.\nPolar is reachable again.\n`,
      })
      expect(await polar.checksum(polar.files()[0]?.id ?? '')).toBe(checksumOfFile(path))
    } finally {
      await polar.stop()
    }
  })

  test('that answers with a page is not taken for Polar', async () => {
    await using bench = await prepareCliBench()
    bench.polar.addFault({ operation: 'organizations', kind: 'html', status: 200 })
    const cli = bench.start(['upload', bench.folder.file('game.zip', 1000)])

    await untilPrinted(cli, /\n/, 'stderr')
    cli.process.kill('SIGINT')

    const { exitCode, messages } = await cli.ended
    expect({ exitCode, first: messages.split('\n')[0] }).toEqual({
      exitCode: 130,
      first:
        'What answers is not Polar (status 200). Please check the network for a sign-in page or a proxy, and the server’s address. Trying again every 5 seconds, 3 more times.',
    })
  })

  test('that answers with a page where a file is opened is asked again', async () => {
    await using bench = await prepareCliBench()
    bench.polar.addFault({ operation: 'create', kind: 'html' })
    const path = bench.folder.file('game.zip', 1000)

    const { exitCode, output } = await bench.run(['upload', path])

    expect(exitCode).toBe(0)
    expect(output).toContain('game.zip: Polar has a problem of its own (524). Trying again soon.\n')
    expect(await bench.served()).toEqual({ 'game.zip': checksumOfFile(path) })
  })
})

test('accounts tells whose the token in the environment is, and that new files go there', async () => {
  await using bench = await prepareCliBench()
  const { name } = bench.polar.organization

  const plain = await bench.run(['accounts'])
  bench.polar.revokeToken(bench.polar.token)
  const revoked = await bench.run(['accounts', '--json'])

  expect(plain).toMatchObject({
    ...{ exitCode: 0, messages: '' },
    output: `*  signed in        ${bench.polar.url}  ${name}\n`,
  })
  expect(revoked.exitCode).toBe(3)
  expect(eventsIn(revoked)).toMatchObject([{ event: 'error', code: 'unauthorized' }])
})

test('files lists what Polar has, newest first, for programs as well', async () => {
  await using bench = await prepareCliBench()
  const none = await bench.run(['files'])
  for (const [index, name] of ['first.zip', 'second.png'].entries()) {
    await bench.run(['upload', bench.folder.file(name, 1000 + index, index)])
  }

  const plain = await bench.run(['files'])
  const json = await bench.run(['files', '--json'])

  const files = bench.polar.files().toSorted((a, b) => b.created_at - a.created_at)
  expect([none.output, none.messages, none.exitCode]).toEqual(['No files.\n', '', 0])
  expect(plain.output).toBe(
    files.map((file) => `${isoMicroseconds(file.created_at)}      1 KB  ${file.id}  ${file.name}\n`).join(''),
  )
  expect(
    json.output
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual(
    files.map((file, index) => ({
      id: file.id,
      organizationId: bench.polar.organization.id,
      name: ['second.png', 'first.zip'][index],
      sizeBytes: [1001, 1000][index],
      mimeType: ['image/png', 'application/zip'][index],
      service: 'downloadable',
      checksum: Buffer.from(checksumOfFile(join(bench.folder.path, file.name)), 'hex').toString('base64'),
      etag: expect.stringMatching(/^"[0-9a-f]{32}-1"$/) as unknown,
      createdAt: isoMicroseconds(file.created_at),
    })),
  )
})
