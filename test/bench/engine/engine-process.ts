import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Receiver } from '../server/receiver.ts'

const HOST = join(import.meta.dirname, 'engine-host.ts')

/** How the app is to work. */
export interface EngineOptions {
  readonly receiver: Receiver
  readonly paths: readonly string[]
  /** An empty folder for what it keeps. */
  readonly dataFolder: string
  /** Bytes a second; no limit when left out. */
  readonly limit?: number
}

/** The words that start the app in a process of its own, which ends when everything is completed. */
export const engineWords = ({ receiver, paths, dataFolder, limit }: EngineOptions): readonly string[] => [
  ...[process.execPath, HOST, '--server', receiver.origin, '--token', receiver.token],
  ...['--data', dataFolder, '--limit', String(limit ?? 0), ...paths],
]

/** The app at work. */
export interface Engine extends AsyncDisposable {
  readonly pid: number
  /** Bytes a second from now on; null lifts the limit. */
  setLimit(bytesPerSecond: number | null): void
}

/** Starts it. It is ended by whoever disposes of it, whatever it is at. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const [program = '', ...args] = engineWords(options)
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  await once(child, 'spawn')
  return {
    pid: child.pid ?? NaN,
    setLimit: (bytesPerSecond) => void child.stdin.write(`${bytesPerSecond ?? 0}\n`),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
