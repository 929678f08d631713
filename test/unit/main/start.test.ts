import { execFileSync } from 'node:child_process'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dataFolderOf } from '../../../main/data-folder.ts'
import { fileNamedBy } from '../../../main/page-files.ts'
import { describeRefusals } from '../../../main/refusals.ts'
import { pathsGiven } from '../../../main/start-arguments.ts'
import { ENGLISH_HOST } from '../../support/english-host.ts'

describe('the files given at the start', () => {
  const packaged = { isCheckout: false, workingFolder: '/games' }

  test('are made absolute, and switches are left out', () => {
    expect(pathsGiven(['--no-sandbox', 'a.zip', '-x', '/b.zip', 'file:///c%20d.zip'], packaged)).toEqual([
      '/games/a.zip',
      '/b.zip',
      '/c d.zip',
    ])
  })

  test('may begin with a dash after two dashes', () => {
    expect(pathsGiven(['--flag', '--', '-a.zip', '--'], packaged)).toEqual(['/games/-a.zip', '/games/--'])
  })

  test('come after the app when Electron runs the checkout', () => {
    expect(pathsGiven(['--no-sandbox', '.', 'a.zip'], { ...packaged, isCheckout: true })).toEqual([
      '/games/a.zip',
    ])
  })
})

describe('the data folder', () => {
  const home = '/home/me'

  test.each([
    ['linux', {}, '/home/me/.config/polar-uploader'],
    ['linux', { XDG_CONFIG_HOME: '/xdg' }, '/xdg/polar-uploader'],
    ['darwin', {}, '/home/me/Library/Application Support/Polar Uploader'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Polar Uploader'],
    ['linux', { POLAR_UPLOADER_DATA: '/mine' }, '/mine'],
    ['win32', { POLAR_UPLOADER_DATA: 'here' }, resolve('here')],
  ] as const)('on %s with %o is %s', (platform, env, folder) => {
    expect(dataFolderOf({ platform, env, home })).toBe(folder)
  })

  test.runIf(process.platform === 'linux')('is in the home of the user database when HOME is empty', () => {
    const module = JSON.stringify(new URL('../../../main/data-folder.ts', import.meta.url))
    const script = `import(${module}).then((found) => process.stdout.write(found.dataFolderOf(found.thisComputer)))`

    const folder = execFileSync(process.execPath, ['-e', script], { env: { HOME: '' }, encoding: 'utf8' })

    expect(folder).toBe(join(userInfo().homedir, '.config', 'polar-uploader'))
  })
})

describe('the page', () => {
  const folder = join('/app', 'renderer')

  test.each([
    ['polar-uploader://window/index.html', '/app/renderer/index.html'],
    ['polar-uploader://window/assets/a%20b.js?x#y', '/app/renderer/assets/a b.js'],
    ['polar-uploader://window/../main/main.js', '/app/renderer/main/main.js'],
    ['polar-uploader://window/..%2Fmain%2Fmain.js', null],
    ['polar-uploader://window/%2e%2e%2fmain.js', null],
    ['polar-uploader://window/a%00.html', null],
    ['polar-uploader://window/%zz', null],
  ])('%s is %s', (url, path) => {
    expect(fileNamedBy(url, folder)).toBe(path)
  })
})

test('what was not added is named, up to five, and the rest is counted', () => {
  const refusals = (count: number) =>
    describeRefusals(
      {
        refused: Array.from({ length: count }, (_, index) => ({ path: `/f${index}`, message: 'Too large.' })),
      },
      ENGLISH_HOST,
    )

  expect([refusals(0), refusals(1), refusals(7)]).toEqual([
    null,
    { message: 'One file was not added', detail: '/f0\nToo large.' },
    {
      message: '7 files were not added',
      detail: `${[0, 1, 2, 3, 4].map((index) => `/f${index}\nToo large.`).join('\n\n')}\n\nAnd 2 more.`,
    },
  ])
})
