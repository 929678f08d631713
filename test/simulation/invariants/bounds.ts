import type { PutHead } from '../virtual-polar.ts'
import type { Hour } from './hour.ts'
import type { Scene } from './scene.ts'

/** How many parts are in flight at once, at the most. */
export const PARTS_AT_ONCE = 16
/** Shortly before its URLs die, all that is left of an upload starts at once, as far as the computer bears it. */
const LAST_CALL_MS = 3 * 60_000
const PARTS_AT_LAST_CALL = 64
/** Two uploads before completing, as many that are to start now, one that completes, and one that is looked for. */
const MOST_OPEN_FILES = 6

/** Makes sure that no more parts are in flight than may be. */
export function checkPartsAtOnce(scene: Scene, hour: Hour, inFlight: readonly PutHead[]): void {
  const calm = inFlight.filter(({ multipart, expiresAt }) => {
    const serverNow = hour.serverNow(multipart.server)
    return serverNow !== null && expiresAt - serverNow >= LAST_CALL_MS
  })
  // A part that has its place keeps it when the last call of another upload fills all there are.
  if (calm.length > PARTS_AT_ONCE || inFlight.length > PARTS_AT_LAST_CALL) {
    scene.violate('bounded', `${inFlight.length} parts at once`)
  }
}

/** Makes sure that no more files are open than may be. */
export function checkOpenFiles(scene: Scene, openFiles: number): void {
  if (openFiles > MOST_OPEN_FILES) scene.violate('bounded handles', `${openFiles} files are open`)
}
