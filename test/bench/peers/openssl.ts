import { measureCommand, type Use } from '../measured-run.ts'
import { programVersion } from './program-version.ts'

/** What it says of itself. */
export const opensslVersion = (): string => programVersion('openssl', 'version')

/** Hashes a file with OpenSSL's own program, once, on one core: what hashing costs at least. */
export const hashWithOpenssl = (path: string, folder: string): Promise<Use> =>
  measureCommand({ words: ['openssl', 'dgst', '-sha256', path], folder })
