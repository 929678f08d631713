import { ownDataFolder } from '../../app/store/owner-lock.ts'
import { StartError } from '../../app/start-error.ts'
import { makeTempFolder } from '../support/temp-folder.ts'

/**
 * Starts the app twice on one data folder, as far as owning it goes, and says whether the second was refused. Real
 * files and a real lock: the one thing in the simulation that is not virtual, because only the system can tell.
 */
export function secondInstanceIsRefused(): boolean {
  using folder = makeTempFolder()
  const letGo = ownDataFolder(folder.path)
  try {
    ownDataFolder(folder.path)()
    return false
  } catch (error) {
    return error instanceof StartError && error.code === 'owned'
  } finally {
    letGo()
  }
}
