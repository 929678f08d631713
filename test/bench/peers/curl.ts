import { measureCommand } from '../measured-run.ts'
import type { Peer } from './peer.ts'
import { programVersion } from './program-version.ts'
import { BUCKET } from './s3-names.ts'

/** curl, which sends the file in one piece and looks at none of its bytes: what sending costs at least. */
export const CURL: Peer = {
  name: 'curl',
  version: () => programVersion('curl', '--version').split(' (')[0] ?? '',
  splits: false,
  checksums: 'none',
  variants: [
    {
      name: 'one PUT',
      send({ path, receiver, authorityPath, folder }) {
        const trust = authorityPath === null ? [] : ['--cacert', authorityPath]
        const url = `${receiver.origin}/${BUCKET}/curl`
        const words = ['curl', '--silent', '--show-error', '--fail', '--noproxy', '*', ...trust]
        return measureCommand({ words: [...words, '--header', 'Expect:', '-T', path, url], folder })
      },
    },
  ],
}
