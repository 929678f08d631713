import { randomUUID } from 'node:crypto'
import type { Random } from '../app/ports.ts'

/** This computer's chance. */
export const systemRandom: Random = {
  next: () => Math.random(),
  uuid: () => randomUUID(),
}
