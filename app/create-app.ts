import { assembleApp, type App } from './assemble-app.ts'
import { damagedList } from './notices.ts'
import type { Host } from './ports.ts'
import { createSourceFiles } from './source/source-files.ts'
import { makeDataFolder, openDatabase } from './store/database.ts'
import { ownDataFolder } from './store/owner-lock.ts'

export type { App } from './assemble-app.ts'

/**
 * Makes the application of a host's ports, and owns the data folder from now until `stop`. Nothing runs before
 * `start`. Throws `StartError` when the data folder cannot be used.
 */
export function createApp(host: Host): Promise<App> {
  return new Promise((resolve) => resolve(openApp(host)))
}

function openApp(host: Host): App {
  const { dataFolder, hashWorker, clock } = host
  makeDataFolder(dataFolder)
  const letGo = ownDataFolder(dataFolder)
  try {
    const { db, setAside } = openDatabase(dataFolder, clock.now())
    const notices = setAside === null ? [] : [damagedList(setAside)]
    const app = assembleApp({ ...host, db, sources: createSourceFiles(hashWorker), notices })
    return {
      ...app,
      async stop() {
        await app.stop()
        db.close()
        letGo()
      },
    }
  } catch (error) {
    letGo()
    throw error
  }
}
