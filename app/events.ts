import type { UploadEvents } from './contract/upload-api.ts'
import type { Log } from './ports.ts'

type Listener<Name extends keyof UploadEvents> = (payload: UploadEvents[Name]) => void

/** The app's events: who tells, and who listens. */
export interface Events {
  on<Name extends keyof UploadEvents>(name: Name, tell: Listener<Name>): () => void
  publish<Name extends keyof UploadEvents>(name: Name, payload: UploadEvents[Name]): void
}

/** Creates them, nobody listening. A listener that throws is logged and harms neither the teller nor the others. */
export function createEvents(log: Log): Events {
  const listeners = new Map<keyof UploadEvents, Set<Listener<never>>>()
  return {
    on(name, tell) {
      const those = listeners.get(name) ?? new Set<Listener<never>>()
      listeners.set(name, those.add(tell))
      return () => void those.delete(tell)
    },
    publish(name, payload) {
      for (const tell of listeners.get(name) ?? []) {
        try {
          // What listens under a name takes that name's payload; the map of names cannot say so.
          tell(payload as never)
        } catch (error) {
          log.error(`A listener to ${name} failed`, error)
        }
      }
    },
  }
}
