import type { Cause } from './invariants/violation.ts'
import type { ReadFault } from './disk-troubles.ts'
import type { CommitFault, Happening, LifePlan, RequestFault } from './life-plan.ts'
import type { Operation } from './virtual-polar.ts'

/** How often each kind of trouble has come about. */
export type Tally = Record<string, number>

type Operations = 'open' | 'identity' | 'read' | 'checksums'

/** What befalls the app at the ports, by the plan: the nth time something is done. */
export interface Troubles {
  readonly tally: Tally
  requestFault(operation: Operation): RequestFault | null
  readFault(operation: Operations): ReadFault | null
  /** While the disk is full no commit succeeds. */
  commitFate(): { readonly fault: CommitFault | null; readonly dies: 'before' | 'after' | null }
  fillDisk(isFull: boolean): void
  diesHere(): boolean
  /** After how long the user starts the app again that has just died. */
  restartAfterMs(): number
  /** No more trouble from here on. */
  end(): void
}

const CAUSE_OF: Partial<Record<RequestFault, Cause>> = {
  unauthorized: 'token',
  forbidden: 'token',
  unprocessable: 'refused-by-server',
  'bad-signature': 'bad-signature',
  damaged: 'damaged',
  'error-500': 'server-error',
  'error-after': 'server-error',
}

/** Makes the troubles of a plan; `blame` hears what may now be the cause of a failure. */
export function createTroubles(plan: LifePlan, blame: (cause: Cause) => void): Troubles {
  const planned = new Map<string, Happening>()
  for (const happening of plan.happenings) if ('nth' in happening) planned.set(keyOf(happening), happening)
  const counts = new Map<string, number>()
  const tally: Tally = {}
  let restartAfterMs = 1000
  let isFull = false
  let isOver = false

  const next = (what: string): Happening | null => {
    const count = (counts.get(what) ?? 0) + 1
    counts.set(what, count)
    return isOver ? null : (planned.get(`${what} ${count}`) ?? null)
  }
  const count = (what: string): void => void (tally[what] = (tally[what] ?? 0) + 1)

  return {
    tally,
    requestFault(operation) {
      const happening = next(operation)
      if (happening?.kind !== 'request') return null
      count(`request ${happening.fault}`)
      const cause = CAUSE_OF[happening.fault]
      if (cause !== undefined) blame(cause)
      return happening.fault
    },
    readFault(operation) {
      const happening = next(`disk ${operation}`)
      if (happening?.kind !== 'read') return null
      count(`read ${happening.fault}`)
      blame('read-fault')
      return happening.fault
    },
    commitFate() {
      const crash = next('crash at commit')
      const fault = next('commit')
      if (crash?.kind === 'crash-at-commit') {
        count(`crash ${crash.when} a commit`)
        restartAfterMs = crash.restartAfterMs
        return { fault: null, dies: crash.when }
      }
      if (fault?.kind === 'commit') count(`commit ${fault.fault}`)
      if (fault?.kind === 'commit') return { fault: fault.fault, dies: null }
      if (isFull) count('commit on a full disk')
      return { fault: isFull ? 'SQLITE_FULL' : null, dies: null }
    },
    fillDisk: (full) => void (isFull = full),
    diesHere() {
      const happening = next('crash')
      if (happening?.kind !== 'crash') return false
      count('crash at a port')
      restartAfterMs = happening.restartAfterMs
      return true
    },
    restartAfterMs: () => restartAfterMs,
    end() {
      isOver = true
      isFull = false
    },
  }
}

function keyOf(happening: Extract<Happening, { readonly nth: number }>): string {
  switch (happening.kind) {
    case 'request':
      return `${happening.operation} ${happening.nth}`
    case 'commit':
      return `commit ${happening.nth}`
    case 'read':
      return `disk ${happening.operation} ${happening.nth}`
    case 'crash':
      return `crash ${happening.nth}`
    case 'crash-at-commit':
      return `crash at commit ${happening.nth}`
  }
}
