import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  autostartEntry,
  autostartPath,
  isAutostartOn,
  removeAutostart,
  writeAutostart,
} from '../../../main/autostart.ts'
import { makeTempFolder } from '../../support/temp-folder.ts'

const COMMAND = { program: '/opt/Polar Uploader/polar', args: ['--hidden'], env: {} }

test('it is on once written and off once removed, and removing twice harms nothing', () => {
  using folder = makeTempFolder()
  const path = join(folder.path, 'deep', 'autostart', 'polar-uploader.desktop')
  expect(isAutostartOn(path)).toBe(false)

  writeAutostart(path, COMMAND)
  expect(isAutostartOn(path)).toBe(true)
  expect(readFileSync(path, 'utf8')).toBe(autostartEntry(COMMAND))
  removeAutostart(path)
  removeAutostart(path)

  expect(isAutostartOn(path)).toBe(false)
  expect(() => statSync(path)).toThrow('ENOENT')
})

test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false', '  Hidden = true  '])(
  'what the desktop has switched off by %o is off',
  (line) => {
    using folder = makeTempFolder()
    const path = join(folder.path, 'a.desktop')
    writeFileSync(path, `${autostartEntry(COMMAND)}${line}\n`)

    expect(isAutostartOn(path)).toBe(false)
  },
)

test('words with spaces and signs stay one word each', () => {
  const entry = autostartEntry({
    program: '/opt/50% "off"/$app`',
    args: ['/a b'],
    env: { POLAR_UPLOADER_DATA: '/d\\x' },
  })

  expect(entry.split('\n').find((line) => line.startsWith('Exec='))).toBe(
    String.raw`Exec="env" "POLAR_UPLOADER_DATA=/d\\\\x" "/opt/50%% \\"off\\"/\\$app\\${'`'}" "/a b"`,
  )
})

test('it is where the desktop looks', () => {
  expect(autostartPath({ env: {}, home: '/home/ines' })).toBe(
    '/home/ines/.config/autostart/polar-uploader.desktop',
  )
  expect(autostartPath({ env: { XDG_CONFIG_HOME: '/cfg' }, home: '/home/ines' })).toBe(
    '/cfg/autostart/polar-uploader.desktop',
  )
})
