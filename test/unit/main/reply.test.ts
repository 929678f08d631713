import { expect, test } from 'vitest'
import { KeychainError } from '../../../app/ports.ts'
import { UploadError } from '../../../app/upload-error.ts'
import { toReply, valueOf } from '../../../main/reply.ts'

const replyTo = async (error: Error) => {
  const bugs: unknown[] = []
  const reply = await toReply(
    () => Promise.reject(error),
    (bug) => bugs.push(bug),
  )
  return { reply, bugs }
}

test('a value comes through as data and out again', async () => {
  const reply = await toReply(
    () => Promise.resolve([1, 2]),
    () => undefined,
  )

  expect(reply).toEqual({ ok: true, value: [1, 2] })
  expect(valueOf(reply)).toEqual([1, 2])
})

test('a failure keeps its code and sentence, and is no bug', async () => {
  expect(await replyTo(new UploadError('forbidden', 'This token may not upload.'))).toEqual({
    reply: { ok: false, failure: { code: 'forbidden', message: 'This token may not upload.' } },
    bugs: [],
  })
})

test('a keychain that refuses says so in its own words', async () => {
  expect(await replyTo(new KeychainError('Unlock the keyring.'))).toEqual({
    reply: { ok: false, failure: { code: 'unauthorized', message: 'Unlock the keyring.' } },
    bugs: [],
  })
})

test('a bug is reported whole and told without its details', async () => {
  const bug = new TypeError('secret of x is undefined')

  const { reply, bugs } = await replyTo(bug)

  expect(bugs).toEqual([bug])
  expect(reply).toEqual({
    ok: false,
    failure: {
      code: 'internal',
      message: 'Something went wrong in this app. The log says what; please try again.',
    },
  })
})

test('a command that throws before it promises anything is answered too', async () => {
  const reply = await toReply(
    () => {
      throw new UploadError('network', 'No connection.')
    },
    () => undefined,
  )

  expect(() => valueOf(reply)).toThrow(new Error('No connection.'))
})
