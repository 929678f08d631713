import { expect, test } from 'vitest'
import { addOne, prepareBench, throughBackoffs, untilRequest } from '../support/test-app.ts'

test('an account whose token could not take its new name is signed in to by that name at the next start', async () => {
  await using bench = await prepareBench()
  const { polar, keychain } = bench
  const token = polar.createToken({ scopes: ['files:read', 'files:write'] })
  const name = `${polar.url} ${polar.organization.id}`
  const first = await bench.createApp()
  await first.start()
  await first.commands.signIn({ server: polar.url, token })
  polar.addFault({ operation: 'part', kind: 'latency', delayMs: 600_000 })
  const started = untilRequest(polar, { kind: 'started', operation: 'part' })
  keychain.lock('The keychain is locked.')
  const id = await addOne(first, bench.folder.file('level.bin', 1000))
  await started
  await first.stop()
  keychain.lock(null)
  polar.clearFaults()

  const app = await bench.createApp()
  await app.start()
  await throughBackoffs(bench.clock, app.until(id, 'completed', 'failed'))

  expect((await app.commands.accounts()).map((account) => account.id)).toEqual([name])
  expect([...keychain.tokens]).toEqual([[name, token]])
})

test('signing out forgets a token that could not take its new name', async () => {
  await using bench = await prepareBench()
  const { polar, keychain } = bench
  const app = await bench.createApp()
  await app.start()
  await app.commands.signIn({
    server: polar.url,
    token: polar.createToken({ scopes: ['files:read', 'files:write'] }),
  })
  keychain.lock('The keychain is locked.')
  await app.until(await addOne(app, bench.folder.file('level.bin', 1000)), 'completed', 'failed')
  keychain.lock(null)

  await app.commands.signOut()

  expect(keychain.tokens.size).toBe(0)
})
