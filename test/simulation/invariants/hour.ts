import type { HttpResponse } from '../../../app/ports.ts'
import type { PutHead } from '../virtual-polar.ts'
import { keyOf } from './part-key.ts'
import type { Scene } from './scene.ts'

/** A `Date` may lag: it counts whole seconds, and stands still while Polar signs the URLs of a creation, or of several. */
const CLOCK_PLAY_MS = 30_000

/** Presigned URLs live an hour on their server's clock, of which the app knows what it was told. */
export class Hour {
  readonly #scene: Scene
  /** What the process can know of each server's clock: the server's time at the start of its monotonic clock. */
  readonly #knownStarts = new Map<number, number>()

  constructor(scene: Scene) {
    this.#scene = scene
  }

  /** Nothing is known of the servers' time: a process begins, or the monotonic clock may have stood still. */
  forget(): void {
    this.#knownStarts.clear()
  }

  /** What time it is for a server, as far as the process can know. */
  serverNow(server: number): number | null {
    const { process } = this.#scene
    const knownStart = this.#knownStarts.get(server)
    if (knownStart === undefined || process === null) return null
    return knownStart + process.monotonic()
  }

  /** An answer can only come late, so of all it could know of a server's clock the latest is the truest. */
  learnTime(server: number, response: HttpResponse | null): void {
    const date = timeIn(response)
    const { process } = this.#scene
    if (date === null || process === null) return
    const start = date - process.monotonic()
    // A clock that goes slower than ours falls behind what was known of it.
    const known = this.#knownStarts.get(server)
    if (known === undefined || start > known || start < known - CLOCK_PLAY_MS) {
      this.#knownStarts.set(server, start)
    }
  }

  /** No part is sent to a URL that is known to be dead. */
  putStarts(head: PutHead): void {
    const serverNow = this.serverNow(head.multipart.server)
    if (serverNow === null || serverNow < head.expiresAt) return
    this.#scene.violate(
      'no PUT to an expired URL',
      `${keyOf(head)} is late by ${serverNow - head.expiresAt} ms`,
    )
  }
}

/** What an answer says about the servers' time, if it does; a hotel's page says nothing. */
export function timeIn(response: HttpResponse | null): number | null {
  const isPage = response?.headers['content-type'] === 'text/html'
  const date = Date.parse(response?.headers.date ?? '')
  return isPage || Number.isNaN(date) ? null : date
}
