import type { Scene } from './scene.ts'
import type { UploadMirror } from './upload-mirror.ts'

/** One session per upload, in its own organization. */
export function sessionOpened(scene: Scene, upload: UploadMirror, fileId: string, multipartId: string): void {
  if (upload.session !== null) scene.violate('one session', `A second session is opened for ${upload.id}`)
  const stored = [...upload.parts.values()].filter(({ etag }) => etag !== null).length
  if (stored > 0) scene.violate('mirror', `A new session of ${upload.id} begins with ${stored} parts`)
  upload.session = { fileId, multipartId }
  upload.fileIds.push(fileId)
  const organization = scene.world.servers.file(fileId)?.organization
  if (organization !== upload.organization) {
    scene.violate('no file in another organization', `${upload.id} has a session in ${organization}`)
  }
}

/** What Polar lists is not given up. */
export function sessionEnded(scene: Scene, upload: UploadMirror, fileId: string): void {
  upload.session = null
  const file = scene.world.servers.file(fileId)
  if (file?.object == null || file.isDeleted || file.wasAltered) return
  if (upload.state === 'completed' || upload.state === 'canceled') return
  if (upload.isTouched || upload.wishes > 0) return
  scene.violate('a stored file is kept', `The session of ${upload.id} is dropped though Polar lists its file`)
}
