import { describe, expect, test } from 'vitest'
import { parseCommand, USAGE, UsageError, type Command } from '../../../main/cli/arguments.ts'

const upload = {
  kind: 'upload',
  paths: ['a.zip'],
  service: 'downloadable',
  name: null,
  again: false,
  server: null,
  account: null,
  json: false,
} as const

describe('the words', () => {
  test.each<[string, Command]>([
    ['upload a.zip', upload],
    ['upload a.zip b folder/', { ...upload, paths: ['a.zip', 'b', 'folder/'] }],
    ['upload a.zip --json', { ...upload, json: true }],
    ['--json upload a.zip', { ...upload, json: true }],
    ['upload a.zip --again', { ...upload, again: true }],
    ['upload --service product_media a.zip', { ...upload, service: 'product_media' }],
    ['upload a.zip --service=organization_avatar', { ...upload, service: 'organization_avatar' }],
    ['upload a.zip --service downloadable', upload],
    ['upload a.zip --name b.zip', { ...upload, name: 'b.zip' }],
    ['upload a.zip --name=', { ...upload, name: '' }],
    ['upload -- --json', { ...upload, paths: ['--json'] }],
    ['upload a.zip --server sandbox', { ...upload, server: 'sandbox' }],
    ['resume', { kind: 'resume', server: null, account: null, json: false }],
    ['resume --json', { kind: 'resume', server: null, account: null, json: true }],
    ['resume --server sandbox', { kind: 'resume', server: 'sandbox', account: null, json: false }],
    ['remove a.zip 1-2 --json', { kind: 'remove', wanted: ['a.zip', '1-2'], json: true }],
    ['list', { kind: 'list', json: false }],
    ['list --json', { kind: 'list', json: true }],
    ['files', { kind: 'files', server: null, account: null, json: false }],
    ['files --json --server sandbox', { kind: 'files', server: 'sandbox', account: null, json: true }],
    ['accounts', { kind: 'accounts', json: false }],
    ['accounts --json', { kind: 'accounts', json: true }],
    ['check', { kind: 'check', save: null, server: null, json: false }],
    ['check --json', { kind: 'check', save: null, server: null, json: true }],
    [
      'check --save found.zip --server sandbox',
      { kind: 'check', save: 'found.zip', server: 'sandbox', json: false },
    ],
    ['sign-in', { kind: 'sign-in', server: null }],
    ['sign-in --server sandbox', { kind: 'sign-in', server: 'sandbox' }],
    ['sign-out', { kind: 'sign-out', server: null, account: null }],
    ['upload a.zip --server sandbox --account Studio', { ...upload, server: 'sandbox', account: 'Studio' }],
    ['files --account Studio', { kind: 'files', server: null, account: 'Studio', json: false }],
    ['resume --account=a-b', { kind: 'resume', server: null, account: 'a-b', json: false }],
    ['sign-out --account Studio', { kind: 'sign-out', server: null, account: 'Studio' }],
    ['sign-out --server sandbox', { kind: 'sign-out', server: 'sandbox', account: null }],
    ['help', { kind: 'help' }],
    ['--help', { kind: 'help' }],
    ['-h', { kind: 'help' }],
    ['upload --help', { kind: 'help' }],
    ['help upload', { kind: 'help' }],
    ['version', { kind: 'version' }],
    ['--version', { kind: 'version' }],
  ])('%s', (words, command) => {
    expect(parseCommand(words.split(' '))).toEqual(command)
  })

  test.each<[string[], string]>([
    [[], 'No command given.'],
    [['--json'], 'No command given.'],
    [['uplaod', 'a.zip'], 'Unknown command “uplaod”.'],
    [['uplaod', '--help'], 'Unknown command “uplaod”.'],
    [['uplaod', '--version', '1'], 'Unknown command “uplaod”.'],
    [['help', 'uplaod'], 'Unknown command “uplaod”.'],
    [['help', 'upload', 'a'], 'help does not take “a”.'],
    [['toString'], 'Unknown command “toString”.'],
    [['remove'], 'remove needs at least one upload: its path or an ID.'],
    [['remove', 'a.zip', '--again'], 'remove does not take --again.'],
    [['upload'], 'upload needs at least one file or folder.'],
    [
      ['upload', 'a', '--service', 'video'],
      'Unknown service “video”. Use one of downloadable, product_media, organization_avatar.',
    ],
    [['list', '--server', 'sandbox'], 'list does not take --server.'],
    [['sign-in', '--account', 'Studio'], 'sign-in does not take --account.'],
    [['accounts', '--server', 'sandbox'], 'accounts does not take --server.'],
    [['resume', 'a.zip', 'b.zip'], 'resume does not take “a.zip b.zip”.'],
    [['resume', '--name', 'x'], 'resume does not take --name.'],
    [['resume', '--again'], 'resume does not take --again.'],
    [['list', '--service', 'downloadable'], 'list does not take --service.'],
    [['files', '5'], 'files does not take “5”.'],
    [['check', 'disk'], 'check does not take “disk”.'],
    [['list', '--save', 'found.zip'], 'list does not take --save.'],
    [['sign-in', 'polar_oat_x'], 'sign-in does not take “polar_oat_x”.'],
    [['sign-in', '--json'], 'sign-in does not take --json.'],
    [['sign-out', '--json'], 'sign-out does not take --json.'],
    [['help', '--json'], 'help does not take --json.'],
    [['version', 'x'], 'version does not take “x”.'],
    [['upload', 'builds', '--version', '1.2'], 'upload does not take --version.'],
    [['--version', 'upload', 'builds'], 'upload does not take --version.'],
    [['upload', '--help', '--save', 'found.zip'], 'upload does not take --save.'],
    [['help', '--version'], 'help does not take --version.'],
    [['--version', '--json'], '--version does not take --json.'],
    [['-h', '--version'], '--help does not take --version.'],
  ])('%j are a mistake', (words, message) => {
    expect(() => parseCommand(words)).toThrow(new UsageError(message))
  })

  // Node words these two; what counts is that they name the culprit.
  test.each([
    [['upload', 'a.zip', '--jsno'], '--jsno'],
    [['upload', 'a.zip', '--name'], '--name'],
    [['upload', 'a.zip', '--json=yes'], '--json'],
  ])('%j are a mistake that is named', (words, culprit) => {
    const parse = (): Command => parseCommand(words)

    expect(parse).toThrow(UsageError)
    expect(parse).toThrow(culprit)
  })
})

test('the usage names every command, option, variable and exit code', () => {
  const named = [
    ...['upload', 'resume', 'remove', 'list', 'files', 'check', 'sign-in', 'sign-out', 'help', 'version'],
    ...['--service', '--name', '--again', '--json', '--save', '--server', '--account'],
    ...['POLAR_ACCESS_TOKEN', 'POLAR_SERVER', 'POLAR_UPLOADER_DATA'],
    ...[
      '0 everything completed',
      '1 something failed',
      '2 wrong usage',
      '3 not signed in',
      '130 interrupted',
    ],
  ]

  expect(named.filter((word) => !USAGE.includes(word))).toEqual([])
})
