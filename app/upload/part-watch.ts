/** What is known of an upload that has no part on its way, or none that broke: the same for all. */
const NONE_IN_FLIGHT: ReadonlyMap<number, number> = new Map()
const NONE_BROKEN: ReadonlySet<number> = new Set()

/**
 * Knows which parts of an upload are on their way, and which have broken while this app was running. Of most uploads
 * there is nothing to know, so what holds it is made when there is.
 */
export class PartWatch {
  #inFlight: Map<number, number> | null = null
  #broken: Set<number> | null = null

  /** By number, with how many of their bytes have left. */
  get inFlight(): ReadonlyMap<number, number> {
    return this.#inFlight ?? NONE_IN_FLIGHT
  }

  /** How many bytes of all of them have left. */
  inFlightBytes(): number {
    let sum = 0
    for (const bytes of this.inFlight.values()) sum += bytes
    return sum
  }

  get broken(): ReadonlySet<number> {
    return this.#broken ?? NONE_BROKEN
  }

  begins(number: number): void {
    this.#inFlight ??= new Map()
    this.#inFlight.set(number, 0)
  }

  sent(number: number, bytes: number): void {
    this.#inFlight?.set(number, (this.#inFlight.get(number) ?? 0) + bytes)
  }

  /** One that is not stored was sent in vain, if anything of it was. */
  ends(number: number, isStored: boolean): void {
    if (!isStored && (this.inFlight.get(number) ?? 0) > 0) {
      this.#broken ??= new Set()
      this.#broken.add(number)
    }
    this.#inFlight?.delete(number)
    if (this.#inFlight?.size === 0) this.#inFlight = null
  }

  /** All of them are to be sent anew, or are cut otherwise. */
  forget(): void {
    this.#broken = null
  }
}
