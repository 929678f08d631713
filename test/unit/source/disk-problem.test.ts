import { describe, expect, test } from 'vitest'
import { diskError, diskProblem, shownName } from '../../../app/source/disk-problem.ts'

const systemError = (code: string): Error => Object.assign(new Error(`${code}: some words`), { code })

describe('a system error about a file', () => {
  test.each([
    ['ENOENT', 'file-missing', 'cannot be found'],
    ['ENOTDIR', 'file-missing', 'cannot be found'],
    ['EACCES', 'file-missing', 'may not read'],
    ['EPERM', 'file-missing', 'may not read'],
    ['EISDIR', 'file-missing', 'is a folder'],
    ['ELOOP', 'file-missing', 'in circles'],
    ['ENAMETOOLONG', 'file-missing', 'too long'],
    ['ERR_INVALID_ARG_VALUE', 'file-missing', 'no name a file can have'],
    ['EIO', 'file-busy', 'the drive reports an error (EIO)'],
    ['ESTALE', 'file-busy', 'the drive reports an error (ESTALE)'],
    ['ENOTCONN', 'file-busy', 'the drive reports an error (ENOTCONN)'],
    ['EHOSTDOWN', 'file-busy', 'the drive reports an error (EHOSTDOWN)'],
    ['UNKNOWN', 'file-busy', 'the drive reports an error (UNKNOWN)'],
    ['EMFILE', 'file-busy', 'Too many files are open'],
    ['ENFILE', 'file-busy', 'Too many files are open'],
    ['EBUSY', 'file-busy', 'Another program'],
    ['EAGAIN', 'file-busy', 'Another program'],
    ['ETXTBSY', 'file-busy', 'Another program'],
    ['ENOMEM', 'file-busy', 'free memory'],
  ])('%s is a %s whose sentence says that it %s', (systemCode, code, words) => {
    const problem = diskProblem(systemError(systemCode), '/home/ada/trailer.mp4')

    expect(problem.code).toBe(code)
    expect(problem.message).toContain(words)
    expect(problem.message).toMatch(/“trailer\.mp4”.*\. [A-Z].*\.$/)
  })

  test('becomes an upload error that keeps its cause', () => {
    const cause = systemError('EACCES')

    expect(diskError(cause, '/home/ada/trailer.mp4')).toMatchObject({
      name: 'UploadError',
      code: 'file-missing',
      message: 'This app may not read “trailer.mp4”. Give it the permission to, then try again.',
      cause,
    })
  })

  test('about a name that is not UTF-8 says so', () => {
    expect(diskProblem(systemError('ENOENT'), '/home/ada/caf\ufffd.txt').message).toBe(
      'The name of “caf\ufffd.txt” has characters that this computer cannot spell. Rename it, then add it again.',
    )
  })
})

test('an error that is not the system’s stays what it is', () => {
  const bug = new TypeError('not a function')

  expect(() => diskProblem(bug, '/a')).toThrow(bug)
})

describe('the name in a sentence', () => {
  test.each([
    ['/home/ada/trailer.mp4', 'trailer.mp4'],
    ['/home/ada/👨‍👩‍👧‍👦.mov', '👨‍👩‍👧‍👦.mov'],
    ['/home/ada/two\r\nlines \u001b[31mred', 'two\ufffd\ufffdlines \ufffd[31mred'],
    ['/home/ada/\u202egpj.exe', '\ufffdgpj.exe'],
    ['/', '/'],
  ])('of %j is %j', (path, name) => {
    expect(shownName(path)).toBe(name)
  })

  test('is shortened in the middle when it is long', () => {
    expect(shownName(`/${'a'.repeat(60)}${'b'.repeat(60)}`)).toBe(`${'a'.repeat(50)}…${'b'.repeat(20)}`)
  })
})
