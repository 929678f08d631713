import { ensureSystemPackages, PEERS, TIMING } from '../../support/system-packages.ts'

/** Installs what is measured against, where that is possible; a peer that stays away is named in the table. */
export function installPeers(): void {
  ensureSystemPackages(TIMING)
  for (const peer of PEERS) {
    try {
      ensureSystemPackages([peer])
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
}
