import type { VirtualDatabase } from '../virtual-database.ts'
import type { Scene } from './scene.ts'

/** What was committed is there: nothing is lost by a crash, and nothing comes back. */
export function compareWithDatabase(scene: Scene, db: VirtualDatabase): void {
  const rows = db.look('SELECT id, state FROM uploads') as { id: string; state: string }[]
  const stored = db.look('SELECT upload_id AS id, COUNT(etag) AS count FROM parts GROUP BY upload_id') as {
    id: string
    count: number
  }[]
  const expected = [...scene.uploads.values()].map(({ id, state }) => `${id} ${state}`).sort()
  const found = rows.map(({ id, state }) => `${id} ${state}`).sort()
  const counts = new Map(stored.map(({ id, count }) => [id, count]))
  const isLost = [...scene.uploads.values()].some(({ id, parts }) => {
    const committed = [...parts.values()].filter(({ etag }) => etag !== null).length
    return committed !== (counts.get(id) ?? 0)
  })
  if (expected.join() !== found.join() || isLost) {
    scene.violate('nothing committed is lost', `${found.join()} instead of ${expected.join()}`)
  }
}
