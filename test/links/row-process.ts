import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nameOf, type Outcome, type Row } from './row.ts'

/** Runs a row in a process of its own, and that behind these words that give it a network namespace, if there are any. */
export function outcomeOf(row: Row, namespace: readonly string[] | null): Promise<Outcome> {
  const words = [JSON.stringify(row), namespace === null ? 'no namespace' : 'namespace']
  const all = [...(namespace ?? []), process.execPath, join(import.meta.dirname, 'run-row.ts'), ...words]
  const [program = '', ...args] = all
  return new Promise((resolve, reject) => {
    // Its input stays open for as long as this process lives.
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Outcome)
      else reject(new Error(`${nameOf(row)} could not be run`))
    })
  })
}
