import { readFileSync } from 'node:fs'
import { resolveNames } from './names.ts'

// Loaded into a process before it starts (`--import`): names that end in `.test` are looked up in a file of lines
// "address name", which may change while the process runs. There are none but those.

const file = process.env.TEST_NAMES ?? ''

resolveNames((wanted) => {
  if (!wanted.endsWith('.test')) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const found = lines.map((line) => line.split(' ')).filter(([, name]) => name === wanted)
  const addresses = found.map(([address = '']) => address)
  return addresses.length === 0 ? null : addresses
})
