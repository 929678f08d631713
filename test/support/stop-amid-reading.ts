import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

// Loaded into a process before it starts (`--import`): the process stops itself, as by SIGSTOP, once it has read so far
// into the file named in another one, and removes that other one first. So it stops at that byte, however fast it reads
// and however busy the computer is.

const request = process.env.TEST_STOP_REQUEST ?? ''
const AFTER_BYTES = 32 * 1024 ** 2

const readSync = fs.readSync
fs.readSync = ((fd: number, target: Uint8Array, offset: number, length: number, position: number): number => {
  const count = readSync(fd, target, offset, length, position)
  if (position >= AFTER_BYTES && isAskedFor(fd)) {
    fs.rmSync(request)
    process.kill(process.pid, 'SIGSTOP')
  }
  return count
}) as typeof fs.readSync
syncBuiltinESMExports()

function isAskedFor(fd: number): boolean {
  if (!fs.existsSync(request)) return false
  const [file, wanted] = [fs.fstatSync(fd), fs.statSync(fs.readFileSync(request, 'utf8'))]
  return file.dev === wanted.dev && file.ino === wanted.ino
}
