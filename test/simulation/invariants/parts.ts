import type { HttpResponse } from '../../../app/ports.ts'
import type { PutHead } from '../virtual-polar.ts'
import { keyOf } from './part-key.ts'
import type { Scene } from './scene.ts'
import type { UploadMirror } from './upload-mirror.ts'

/** A part is sent in a stored session, by one writer, and never again once it is stored; stored means stored. */
export class Parts {
  readonly #scene: Scene
  /** Parts that S3 has acknowledged to this process, by multipart upload and number. */
  readonly #acknowledged = new Set<string>()
  readonly #inFlight = new Map<string, PutHead>()
  sent = 0
  sentAgain = 0

  constructor(scene: Scene) {
    this.#scene = scene
  }

  processStarted(): void {
    this.#acknowledged.clear()
    this.#inFlight.clear()
  }

  processEnded(): void {
    this.#inFlight.clear()
  }

  inFlight(): readonly PutHead[] {
    return [...this.#inFlight.values()]
  }

  /** Gives whether the part belongs to an upload. */
  putStarts(head: PutHead): boolean {
    const scene = this.#scene
    const key = keyOf(head)
    const upload = this.#uploadOf(head)
    if (upload === null) {
      scene.violate('session stored first', `A part of ${key} is sent, and no upload has that session`)
      return false
    }
    if (head.multipart.stored.has(head.partNumber)) this.sentAgain += 1
    if (upload.parts.get(head.partNumber)?.etag != null) {
      scene.violate('stored parts are never sent again', `The part ${key} is stored and committed`)
    }
    if (this.#acknowledged.has(key)) {
      scene.violate('stored parts are never sent again', `The part ${key} has been acknowledged`)
    }
    if (this.#inFlight.has(key)) scene.violate('one writer', `The part ${key} is sent twice at once`)
    for (const other of this.#inFlight.values()) {
      if (other.multipart !== head.multipart && upload.fileIds.includes(other.multipart.fileId)) {
        scene.violate('one session', `Parts are sent to ${key} and to ${keyOf(other)} at once`)
      }
    }
    this.#inFlight.set(key, head)
    return true
  }

  /** Gives whether it is known to be stored now. */
  putEnded(head: PutHead, response: HttpResponse | null): boolean {
    const key = keyOf(head)
    this.#inFlight.delete(key)
    if (response?.status !== 200 || response.headers.etag === undefined) return false
    this.#acknowledged.add(key)
    return true
  }

  etagStored(upload: UploadMirror, number: number, etag: string | null): void {
    const part = upload.parts.get(number)
    if (part === undefined) {
      this.#scene.violate('mirror', `No part ${number} of ${upload.id}`)
      return
    }
    this.#forgetStored(upload, number)
    part.etag = etag
    if (etag === null) return
    upload.storedBytes += part.bytes
    upload.hasFailed = false
    const multipart = this.#scene.world.servers.multipart(upload.session?.multipartId ?? '')
    const key = `${upload.session?.multipartId}/${number}`
    if (multipart?.stored.get(number)?.etag !== etag) {
      this.#scene.violate('stored means stored', `The part ${key} is committed, and S3 has not stored it`)
    } else if (!this.#acknowledged.has(key)) {
      this.#scene.violate('stored means acknowledged', `The part ${key} is committed before S3 has answered`)
    }
  }

  /** Its ETag could not be stored, so it may be sent again. */
  etagMissed(upload: UploadMirror, number: string): void {
    this.#acknowledged.delete(`${upload.session?.multipartId}/${number}`)
  }

  unplanned(upload: UploadMirror, number: number): void {
    this.#forgetStored(upload, number)
    upload.parts.delete(number)
  }

  #forgetStored(upload: UploadMirror, number: number): void {
    const part = upload.parts.get(number)
    if (part?.etag != null) upload.storedBytes -= part.bytes
  }

  #uploadOf({ multipart }: PutHead): UploadMirror | null {
    for (const upload of this.#scene.uploads.values()) {
      if (upload.session?.multipartId === multipart.id) return upload
    }
    return null
  }
}
