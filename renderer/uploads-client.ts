import type { AddReport } from '../app/contract/add-request.ts'
import type { AllEvents, Bridge } from '../app/contract/upload-api.ts'

declare global {
  interface Window {
    /** Put there by the preload; all the page has of the world outside. */
    readonly polarUploader: Bridge
  }
}

/** The contract as the window uses it. */
export interface UploadsClient {
  readonly commands: Bridge['commands']
  /** Adds dropped or pasted files; their paths never enter the page. */
  addFiles(files: readonly File[]): Promise<AddReport>
  /** Calls back on every event of that name; returns how to stop. */
  on<Name extends keyof AllEvents>(name: Name, tell: (payload: AllEvents[Name]) => void): () => void
}

/** Speaks the contract over the bridge. */
export const createUploadsClient = (bridge: Bridge): UploadsClient => ({
  commands: bridge.commands,
  addFiles: (files) => bridge.addFiles(files),
  on: (name, tell) => bridge.on(name, tell),
})
