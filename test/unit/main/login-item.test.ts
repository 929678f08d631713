import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createLoginItem, type LoginParts } from '../../../main/login-item.ts'
import { dataFolderGiven, pathsGiven } from '../../../main/start-arguments.ts'
import { makeTempFolder } from '../../support/temp-folder.ts'

/** Electron's login items as Windows has them: one line, written as it comes and found by the very same. */
function windowsRegistry() {
  let line: string | null = null
  const lineOf = ({ path = '', args = [] }: { path?: string; args?: string[] }) => [path, ...args].join(' ')
  return {
    line: () => line,
    getLoginItemSettings: (options = {}) => ({ openAtLogin: line === lineOf(options) }) as never,
    setLoginItemSettings: (settings: { openAtLogin?: boolean; path?: string; args?: string[] }) => {
      line = settings.openAtLogin === true ? lineOf(settings) : null
    },
  }
}

/** The words in a line, as Windows programs take it apart. */
const wordsIn = (line: string): readonly string[] =>
  [...line.matchAll(/"((?:\\+(?!\\*")|\\\\|[^"\\])*)"|(\S+)/g)].map(
    ([, quoted, bare]) =>
      quoted?.replace(/\\+$/, (slashes) => slashes.slice(slashes.length / 2)) ?? bare ?? '',
  )

const ON_WINDOWS = {
  platform: 'win32',
  home: 'C:\\Users\\Ines Meyer',
  env: {},
  program: 'C:\\Users\\Ines Meyer\\uploader\\node_modules\\electron\\dist\\electron.exe',
  checkout: 'C:\\Users\\Ines Meyer\\uploader',
} as const satisfies Omit<LoginParts, 'items'>

test('on Windows a checkout is started with the app for Electron to run, and found again', () => {
  const registry = windowsRegistry()
  const item = createLoginItem({ ...ON_WINDOWS, items: registry })

  const before = item.isOn()
  item.set(true)
  const line = registry.line() ?? ''
  const isOn = item.isOn()
  item.set(false)

  expect(wordsIn(line)).toEqual([ON_WINDOWS.program, ON_WINDOWS.checkout, '--hidden'])
  expect([before, isOn, item.isOn()]).toEqual([false, true, false])
})

test('on Windows it is started with the data folder it has now, which it takes from its words', () => {
  const registry = windowsRegistry()
  const env = { POLAR_UPLOADER_DATA: '/mine, and mine only\\' }
  createLoginItem({ ...ON_WINDOWS, env, items: registry }).set(true)

  const words = wordsIn(registry.line() ?? '').slice(1)

  expect(dataFolderGiven(words)).toBe(resolve(env.POLAR_UPLOADER_DATA))
  expect(pathsGiven(words, { isCheckout: true, workingFolder: '/' })).toEqual([])
  expect(createLoginItem({ ...ON_WINDOWS, items: registry }).isOn()).toBe(false)
})

test('on Windows a packaged app is started as it is', () => {
  const registry = windowsRegistry()
  createLoginItem({ ...ON_WINDOWS, checkout: null, items: registry }).set(true)

  expect(wordsIn(registry.line() ?? '')).toEqual([ON_WINDOWS.program, '--hidden'])
})

test.each([
  ['a packaged app can be started', { checkout: null, env: {} }, [false, true]],
  ['a checkout cannot, for it would be Electron alone', { checkout: '/uploader', env: {} }, [null, null]],
  [
    'one with a data folder of its own cannot, for it would have another',
    { checkout: null, env: { POLAR_UPLOADER_DATA: '/mine' } },
    [null, null],
  ],
])('on macOS %s', (_what, how, expected) => {
  const registry = windowsRegistry()
  const item = createLoginItem({ ...ON_WINDOWS, ...how, platform: 'darwin', items: registry })

  const before = item.isOn()
  item.set(true)

  expect([before, item.isOn()]).toEqual(expected)
  expect(registry.line() === null).toBe(expected[1] === null)
})

test('on Linux the desktop starts a checkout with the app and its data folder', () => {
  using folder = makeTempFolder()
  const item = createLoginItem({
    platform: 'linux',
    home: folder.path,
    env: { POLAR_UPLOADER_DATA: '/mine' },
    program: '/uploader/electron',
    checkout: '/uploader',
    items: windowsRegistry(),
  })

  item.set(true)

  const entry = readFileSync(join(folder.path, '.config/autostart/polar-uploader.desktop'), 'utf8')
  expect(entry).toContain(
    'Exec="env" "POLAR_UPLOADER_DATA=/mine" "/uploader/electron" "/uploader" "--hidden"\n',
  )
  expect(item.isOn()).toBe(true)
})

test.each([
  [['electron', '.', '--data-folder=/my data'], '/my data'],
  [['electron', '.', '--data-folder='], null],
  [['electron', '.', '/a.zip'], null],
])('the data folder named by %j is %j', (words, folder) => {
  expect(dataFolderGiven(words)).toBe(folder)
})
