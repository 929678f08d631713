import { useEffect, useState } from 'react'
import type { UploadId } from '../../app/contract/ids.ts'
import type { UploadDetails } from '../../app/contract/upload-details.ts'
import { isActive } from '../../app/contract/upload-state.ts'
import { useUpload } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'

/** Asked for, not told: nobody but an open panel needs them, and once a second is as fast as a person reads. */
const ASK_EVERY_MS = 1000

/** The details of an upload, asked for again while it is at work and whenever its state changes. */
export function useDetails(id: UploadId): UploadDetails | null {
  const { client, run } = useWindowState()
  const { upload } = useUpload(id)
  const [details, setDetails] = useState<UploadDetails | null>(null)
  const kind = upload?.state.kind
  const isMoving = upload !== undefined && isActive(upload.state)

  useEffect(() => {
    let isWanted = true
    const ask = () => {
      const asked = client.commands.details(id).then((found) => {
        if (isWanted) setDetails(found)
      })
      run(asked)
    }
    ask()
    const timer = isMoving ? setInterval(ask, ASK_EVERY_MS) : undefined
    return () => {
      isWanted = false
      clearInterval(timer)
    }
  }, [client, run, id, kind, isMoving])
  return details?.id === id ? details : null
}
