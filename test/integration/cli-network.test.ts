import { expect, test } from 'vitest'
import { filesWith, prepareCliBench } from './cli-bench.ts'

test('a proxy address that is none ends a command with a sentence, and its password is told to nobody', async () => {
  await using bench = await prepareCliBench()

  const result = await bench.run(['files'], { HTTPS_PROXY: 'socks5://me:hunter2@127.0.0.1:1080' })

  expect(result).toEqual({
    exitCode: 2,
    signal: null,
    output: '',
    messages:
      'HTTPS_PROXY names a socks5 proxy, which Polar Uploader does not speak. Please give one like http://proxy.example:8080, or unset it.\nRun “polar-uploader help” for usage.\n',
  })
  expect(filesWith('hunter2', bench.folder.path)).toEqual([])
})
