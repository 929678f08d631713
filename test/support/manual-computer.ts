import type { ComputerEvents } from '../../app/ports.ts'

/** A computer to which things happen when a test says so. */
export interface ManualComputer extends ComputerEvents {
  /** It wakes up after so much sleep. What that does to clocks and connections is the test's. */
  wake(sleptMs: number | null): void
  changeNetwork(): void
}

/** Creates one to which nothing has happened. */
export function createManualComputer(): ManualComputer {
  const onWake = new Set<(sleptMs: number | null) => void>()
  const onNetworkChange = new Set<() => void>()
  return {
    wake: (sleptMs) => onWake.forEach((hear) => hear(sleptMs)),
    changeNetwork: () => onNetworkChange.forEach((hear) => hear()),
    onWake(hear) {
      onWake.add(hear)
      return () => void onWake.delete(hear)
    },
    onNetworkChange(hear) {
      onNetworkChange.add(hear)
      return () => void onNetworkChange.delete(hear)
    },
  }
}
