import { basename } from 'node:path'
import { checksumOf } from '../virtual-disk.ts'
import type { Scene } from './scene.ts'
import type { UploadMirror } from './upload-mirror.ts'

/** What is completed is one version of the file, whole, in the organization it was for. */
export function checkCompleted(scene: Scene, upload: UploadMirror, fileId: string): void {
  const { servers, disk } = scene.world
  const file = servers.file(fileId)
  if (file?.object == null || file.isDeleted) {
    scene.violate('completed means listed', `Polar does not list the file of the upload ${upload.id}`)
    return
  }
  if (file.organization !== upload.organization) {
    scene.violate('no file in another organization', `${upload.id} is in ${file.organization}`)
  }
  const stored = checksumOf(file.object.content)
  if (file.alterationShown) scene.violate('never a wrong file', `${upload.id} was altered at rest`)
  if (file.object.sizeBytes !== file.sizeBytes || file.sizeBytes !== upload.sizeBytes) {
    scene.violate('never a wrong file', `${file.object.sizeBytes} bytes are stored of ${upload.sizeBytes}`)
  } else if (stored !== file.checksum) {
    scene.violate('never a wrong file', `What is stored for ${upload.id} is not what was declared`)
  } else if (!disk.everWas(file.checksum)) {
    scene.violate('never a mixture', `What is stored for ${upload.id} was never a file on the disk`)
  }
}

/** Once a file's parts are known, no other is taken for it; no two files here have the same bytes, but for empty ones. */
export function checkRelocation(scene: Scene, upload: UploadMirror, path: string): void {
  const isKnown = upload.parts.size > 0 && upload.sizeBytes > 0
  if (isKnown && basename(path) !== basename(upload.path)) {
    scene.violate('no other file is taken for it', `${upload.path} is taken to be ${path}`)
  }
}

/** What must hold of an upload when a life has come to its end in peace. */
export function checkEnd(scene: Scene, { id, path, state, failureCode, fileIds }: UploadMirror): void {
  const { servers, disk } = scene.world
  const listed = fileIds
    .map((fileId) => servers.file(fileId))
    .filter((file) => file !== undefined)
    .filter((file) => file.object !== null && !file.isDeleted)
  if (state === 'canceled' && listed.length > 0) {
    scene.violate('canceled is gone', `The upload ${id} is canceled, and Polar lists its file`)
  }
  if (state === 'completed' && listed.length !== 1) {
    scene.violate('completed is listed once', `Polar lists ${listed.length} files for the upload ${id}`)
  }
  if (state === 'completed' || state === 'canceled') return
  const isGone = failureCode === 'file-missing' && !disk.isThere(path)
  const isUnfit = failureCode === 'rejected' && scene.causes.has('not-fit')
  if (state === 'failed' && (isGone || isUnfit)) return
  const why = failureCode === null ? '' : ` (${failureCode})`
  scene.violate('arrives in the end', `The upload ${id} is ${state}${why} though nothing stands in its way`)
}
