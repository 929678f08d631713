import { uptime } from 'node:os'
import { net, powerMonitor } from 'electron'
import type { Clock } from '../app/ports.ts'
import { lookAtComputer, watchComputer, type Look, type WatchedComputer } from './computer.ts'

/** The computer as Electron knows it: the system tells of its sleep, and Chromium whether it is online. */
export function watchElectronComputer(clock: Pick<Clock, 'after'>): WatchedComputer {
  // Electron's main process hears of no change of network, but may ask.
  const look = (): Look => {
    const { uptimeMs, networks } = lookAtComputer()
    return { uptimeMs, networks: `${networks} ${net.isOnline() ? 'online' : 'offline'}` }
  }
  const computer = watchComputer(clock, look)
  let asleepAt: number | null = null
  powerMonitor.on('suspend', () => (asleepAt = uptime()))
  powerMonitor.on('resume', () => {
    computer.wokeUp(asleepAt === null ? null : (uptime() - asleepAt) * 1000)
    asleepAt = null
  })
  return computer
}
