import type { UploadId } from '../../app/contract/ids.ts'
import { formatBytes, formatCount } from '../idiom.ts'
import { groupOf, type Group } from '../summary/summarize.ts'
import { viewsOf } from '../upload-list/upload-actions.ts'
import { useCounts } from '../use-uploads.ts'
import { useWindowState } from '../window-context.ts'
import { WORDS } from '../wording.ts'
import { Fact } from './Fact.tsx'

const GROUPS: readonly Group[] = ['active', 'waiting', 'locked', 'paused', 'failed', 'canceled', 'completed']

/** Several uploads: how large they are together, and how they stand. */
export function Several({ ids }: { readonly ids: ReadonlySet<UploadId> }) {
  const state = useWindowState()
  // They may change their groups while they are looked at.
  useCounts()
  const views = viewsOf(state, ids)
  const bytes = views.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const counts = GROUPS.map((group) => ({
    group,
    count: views.filter((view) => groupOf(view.state) === group).length,
  })).filter(({ count }) => count > 0)
  return (
    <div className="details-contents">
      <dl className="details-facts">
        <Fact name={WORDS.details.size} value={formatBytes(bytes)} />
        {counts.map(({ group, count }) => (
          <Fact key={group} name={WORDS.details.groups[group]} value={formatCount(count)} />
        ))}
      </dl>
    </div>
  )
}
