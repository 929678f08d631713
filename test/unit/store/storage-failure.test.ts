import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { commandErrorFor } from '../../../app/store/storage-failure.ts'

describe('a command that the database refuses', () => {
  test.each([
    'SQLITE_FULL',
    'SQLITE_READONLY',
    'SQLITE_READONLY_DBMOVED',
    'SQLITE_IOERR_WRITE',
    'SQLITE_BUSY',
  ])('with %s has a sentence for the user, and the error behind it for the log', (code) => {
    const cause = new SQLite.SqliteError('no', code)

    expect(commandErrorFor(cause)).toMatchObject({
      code: 'storage-full',
      message: expect.stringMatching(/^This change cannot be written to disk/) as unknown,
      cause,
    })
  })

  test.each([new SQLite.SqliteError('no', 'SQLITE_CONSTRAINT'), new TypeError('x is undefined')])(
    'by a mistake of ours (%s) is a bug',
    (error) => {
      expect(commandErrorFor(error)).toBe(error)
    },
  )
})
