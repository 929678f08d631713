import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { startDesktopSession, type DesktopSession } from '../support/desktop-session.ts'

async function newSession(): Promise<DesktopSession> {
  const session = await startDesktopSession()
  onTestFinished(() => session.stop())
  return session
}

/** Evaluates an expression over `keytar` in a process that lives in the session. */
async function inKeychain(session: DesktopSession, expression: string): Promise<string> {
  const script = `const keytar = require('keytar'); ${expression}.then((value) => console.log(value))`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env: session.env })
  return stdout.trim()
}

test.runIf(process.platform === 'linux')('a secret kept in one session is unknown in another', async () => {
  const one = await newSession()

  await inKeychain(one, "keytar.setPassword('service', 'account', 'secret')")

  const another = await newSession()
  const found = {
    one: await inKeychain(one, "keytar.getPassword('service', 'account')"),
    another: await inKeychain(another, "keytar.getPassword('service', 'account')"),
  }
  expect(found).toEqual({ one: 'secret', another: 'null' })
})
