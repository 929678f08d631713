import { spawnSync } from 'node:child_process'

/** The first line of what a program says of its version. Throws when it is not here. */
export function programVersion(program: string, ...args: readonly string[]): string {
  const { error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (error !== undefined) throw new Error(`${program} is not here`)
  return `${stdout}${stderr}`.split('\n')[0]?.trim() ?? ''
}
