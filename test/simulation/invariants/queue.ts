import type { Accounts } from './accounts.ts'
import type { Scene } from './scene.ts'
import { short, type UploadMirror } from './upload-mirror.ts'

/** Nobody who waits for a turn stands before the one who gets it. */
export function checkTurn(scene: Scene, accounts: Accounts, upload: UploadMirror): void {
  // One that failed is tried again at its own time, also before those that wait to learn whether they would fail as well.
  if (upload.hasFailed) return
  for (const other of scene.uploads.values()) {
    if (other.state !== 'queued' || other.unstored.size > 0 || other.position >= upload.position) continue
    // Those of another account may wait for something that does not concern this one.
    if (accounts.ownerOf(other) !== accounts.ownerOf(upload)) continue
    scene.violate('the queue has an order', `${short(upload.id)} begins before ${short(other.id)}`)
  }
}
