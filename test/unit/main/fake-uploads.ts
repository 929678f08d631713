import type { UploadId } from '../../../app/contract/ids.ts'
import type { UploadEvents } from '../../../app/contract/upload-api.ts'
import type { UploadFailure } from '../../../app/contract/upload-failure.ts'
import type { UploadState } from '../../../app/contract/upload-state.ts'
import type { UploadProgress, UploadView } from '../../../app/contract/upload-view.ts'
import type { Clock } from '../../../app/ports.ts'
import type { UploadSource } from '../../../main/current-uploads.ts'

/** An upload as shown, named by its file, in a state. */
export const uploadView = (name: string, state: UploadState, sizeBytes = 100): UploadView => ({
  id: name as UploadId,
  position: 1,
  name,
  path: `/files/${name}`,
  sizeBytes,
  service: 'downloadable',
  state,
  accountId: null,
  addedAt: 0,
  fileChecksum: null,
  sameAs: null,
  partCount: 1,
  sessionsLost: 0,
  lossReason: null,
})

/** The state of a file that is in Polar. */
export const completed: UploadState = { kind: 'completed', fileId: 'file' as never, completedAt: 1 }

/** The state of an upload that failed. */
export const failed = (message: string, code: UploadFailure['code'] = 'file-missing'): UploadState => ({
  kind: 'failed',
  failure: { code, message },
})

/** How far an upload has come, when all that matters is what is stored. */
export const progressOf = (name: string, storedBytes: number): UploadProgress => ({
  id: name as UploadId,
  hashedBytes: 100,
  storedBytes,
  inFlightBytes: 0,
  sentBytes: storedBytes,
  partsInFlight: 0,
  bytesPerSecond: null,
  secondsLeft: null,
  deadline: null,
  forecastSeconds: null,
})

/** Timers that go off when the test says so. */
export function handTimers(): Pick<Clock, 'after'> & { ring(): void } {
  let waiting: (() => void)[] = []
  return {
    after(_delayMs, callback) {
      waiting.push(callback)
      return () => void (waiting = waiting.filter((other) => other !== callback))
    },
    ring() {
      const due = waiting
      waiting = []
      for (const callback of due) callback()
    },
  }
}

/** Uploads whose every change is the test's doing. */
export function fakeUploads(
  uploads: readonly UploadView[] = [],
  progress: readonly UploadProgress[] = [],
): UploadSource & {
  tell<Name extends keyof UploadEvents>(name: Name, payload: UploadEvents[Name]): void
} {
  const listeners: { readonly name: string; readonly tell: (payload: never) => void }[] = []
  return {
    commands: { list: () => Promise.resolve(uploads), progress: () => Promise.resolve(progress) },
    on(name, tell) {
      listeners.push({ name, tell })
      return () => undefined
    },
    tell(name, payload) {
      for (const listener of listeners) if (listener.name === name) listener.tell(payload as never)
    },
  }
}
