import { rmSync } from 'node:fs'
import { ensureSystemPackages, FAKE_TIME } from './system-packages.ts'

/** Environment variables that give a process another clock. */
export type FakeTime = Readonly<Record<string, string>>

// https://github.com/wolfcw/libfaketime; the loader fills in where this computer's libraries are.
const LIBRARY = '/usr/$LIB/faketime/libfaketimeMT.so.1'

/** What files say of themselves stays true. */
const COMMON: FakeTime = { LD_PRELOAD: LIBRARY, NO_FAKE_STAT: '1' }

/** Makes sure that there is what fakes time. Throws with the one command to run when it may not install it. */
export const ensureFakeTime = (): void => ensureSystemPackages(FAKE_TIME)

/** A computer whose wall clock is wrong by that much: `+1h`, `-1h`, `+10y`. Its other clock is as good as ever. */
export const wrongClock = (offset: string): FakeTime => ({
  ...COMMON,
  FAKETIME: offset,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
})

/** The same by what is in a file, at every look: who writes to the file puts the clock. */
export const clockSetBy = (path: string): FakeTime => ({
  ...COMMON,
  FAKETIME_TIMESTAMP_FILE: path,
  FAKETIME_NO_CACHE: '1',
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
})

/** Takes away what a process under such a clock leaves behind when it is killed. */
export function tidyFakeTime(pid: number): void {
  for (const name of ['faketime_shm_', 'sem.faketime_sem_']) rmSync(`/dev/shm/${name}${pid}`, { force: true })
}
