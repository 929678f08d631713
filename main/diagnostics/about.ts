import { arch, release } from 'node:os'
import { join } from 'node:path'
import type { About } from '../../app/contract/about.ts'
import { sqliteVersion } from '../../app/store/database-health.ts'
import packageJson from '../../package.json' with { type: 'json' }

/** What this process is, what it runs on, and where it keeps things. */
export function aboutThis(dataFolder: string): About {
  const { platform } = process
  // Electron's are declared as always there.
  const versions: Readonly<Record<string, string | undefined>> = process.versions
  return {
    version: packageJson.version,
    electron: versions.electron ?? null,
    chromium: versions.chrome ?? null,
    node: process.versions.node,
    sqlite: sqliteVersion(),
    system: `${platform} ${release()} (${arch()})`,
    dataFolder,
    logFolder: join(dataFolder, 'logs'),
  }
}
