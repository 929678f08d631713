import { writeSync } from 'node:fs'
import type { UploadId } from '../../app/contract/ids.ts'
import { openDatabase } from '../../app/store/database.ts'
import { createStore } from '../../app/store/store.ts'
import { uploadNumber, writeStep } from './database-steps.ts'

// Writes what the engine writes, one commit after another, and says each number once it is committed, until killed.

const [folder = '', from = '0'] = process.argv.slice(2)
const { db } = openDatabase(folder, 0)
const store = createStore(db)
for (let step = Number(from); ; step += 1) {
  writeStep(store, step)
  writeSync(1, `${step}\n`)
  // Uploads are taken off the list now and then, so that pages are freed and used again.
  if (step % 50 === 49) store.uploads.remove(uploadNumber(step - 40) satisfies UploadId)
}
