/** Knows which parts of an upload are on their way, and which have broken while this app was running. */
export interface PartWatch {
  /** By number, with how many of their bytes have left. */
  readonly inFlight: ReadonlyMap<number, number>
  readonly broken: ReadonlySet<number>
  begins(number: number): void
  sent(number: number, bytes: number): void
  /** One that is not stored was sent in vain, if anything of it was. */
  ends(number: number, isStored: boolean): void
  /** All of them are to be sent anew, or are cut otherwise. */
  forget(): void
}

/** Knows of none yet. */
export function createPartWatch(): PartWatch {
  const inFlight = new Map<number, number>()
  const broken = new Set<number>()
  return {
    ...{ inFlight, broken },
    begins: (number) => void inFlight.set(number, 0),
    sent: (number, bytes) => void inFlight.set(number, (inFlight.get(number) ?? 0) + bytes),
    ends(number, isStored) {
      if (!isStored && (inFlight.get(number) ?? 0) > 0) broken.add(number)
      inFlight.delete(number)
    },
    forget: () => broken.clear(),
  }
}
