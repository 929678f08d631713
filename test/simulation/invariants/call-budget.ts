import type { HttpResponse } from '../../../app/ports.ts'
import type { WatchedRequest } from '../virtual-link.ts'
import type { PutHead } from '../virtual-polar.ts'
import { PARTS_AT_ONCE } from './bounds.ts'
import { keyOf } from './part-key.ts'
import type { Scene } from './scene.ts'

const CALLS_PER_MINUTE = 100
/** A part that failed is not sent again for half a second, so no more than these can fail in a minute. */
const FAILED_PUTS_PER_MINUTE = PARTS_AT_ONCE * 130

/** What stands for the API of one Polar, asked with one token, where parts stand by their name. */
const apiOf = ({ server, token }: WatchedRequest): string => `api ${server} ${token}`
const isApi = (key: string): boolean => key.startsWith('api ')

/** Nobody is asked too often, or before the time they have asked for. */
export class CallBudget {
  readonly #scene: Scene
  /** When a Polar was called in the last minute, by its API and the token. */
  readonly #apiCalls = new Map<string, number[]>()
  /** Until when, on the process's monotonic clock, S3 wants a part not to be sent, or Polar not to be called. */
  readonly #stayAwayUntil = new Map<string, number>()
  readonly #failedPuts: number[] = []

  constructor(scene: Scene) {
    this.#scene = scene
  }

  processStarted(): void {
    this.#apiCalls.clear()
    this.#stayAwayUntil.clear()
  }

  /** A part is tried at once when the user wants it tried; Polar's own limit holds all the same. */
  wished(): void {
    for (const key of this.#stayAwayUntil.keys()) if (!isApi(key)) this.#stayAwayUntil.delete(key)
  }

  putStarts(head: PutHead): void {
    this.#staysAway(keyOf(head), this.#scene.world.nowMs())
  }

  callStarts(request: WatchedRequest): void {
    const { operation } = request
    const api = apiOf(request)
    const now = this.#scene.world.nowMs()
    this.#staysAway(api, now)
    const calls = this.#apiCalls.get(api) ?? []
    this.#apiCalls.set(api, calls)
    calls.push(now)
    while ((calls[0] ?? now) <= now - 60_000) calls.shift()
    if (calls.length > CALLS_PER_MINUTE) {
      this.#scene.violate('no spinning', `${calls.length} calls of Polar's API in a minute (${operation})`)
    }
  }

  answered(request: WatchedRequest, response: HttpResponse | null): void {
    const key = request.head === null ? apiOf(request) : keyOf(request.head)
    const seconds = Number(response?.headers['retry-after'] ?? 0)
    if (seconds > 0) this.#stayAwayUntil.set(key, this.#scene.world.nowMs() + seconds * 1000)
  }

  putFailed(now: number): void {
    this.#failedPuts.push(now)
    while ((this.#failedPuts[0] ?? now) <= now - 60_000) this.#failedPuts.shift()
    if (this.#failedPuts.length > FAILED_PUTS_PER_MINUTE) {
      this.#scene.violate('no spinning', `${this.#failedPuts.length} parts failed in a minute`)
    }
  }

  #staysAway(key: string, now: number): void {
    const leftMs = (this.#stayAwayUntil.get(key) ?? now) - now
    if (leftMs > 0) {
      this.#scene.violate('whoever asks for rest has it', `${key} is tried ${leftMs} ms too early`)
    }
  }
}
