import type { UploadEvents } from '../../../app/contract/upload-api.ts'
import type { Scene } from './scene.ts'

/** Progress is what is stored, and never nonsense. */
export function checkProgress(scene: Scene, progress: UploadEvents['progress']): void {
  for (const { id, storedBytes, sentBytes, bytesPerSecond, secondsLeft } of progress) {
    const upload = scene.uploads.get(id)
    if (upload === undefined) continue
    if (storedBytes !== upload.storedBytes) {
      scene.violate(
        'progress is what is stored',
        `${storedBytes} bytes are shown, ${upload.storedBytes} are committed`,
      )
    }
    if (storedBytes > upload.sizeBytes) scene.violate('progress is at most all', `${storedBytes} bytes`)
    if (sentBytes < storedBytes) scene.violate('stored was sent', `${sentBytes} sent, ${storedBytes} stored`)
    for (const pace of [bytesPerSecond, secondsLeft]) {
      if (pace !== null && !(pace >= 0 && pace < Infinity)) scene.violate('progress is a number', `${pace}`)
    }
  }
}
