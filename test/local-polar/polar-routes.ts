import type { Operation, Target } from './operations.ts'

interface Route {
  readonly method: string
  readonly pattern: RegExp
  readonly operation: Operation
  /** One of them is needed. */
  readonly scopes: readonly string[]
}

const READ = ['files:read', 'files:write']
const WRITE = ['files:write']

/** Every path of Polar's this server knows. A slash at the end is significant, as it is there. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', pattern: /^\/v1\/files\/$/, operation: 'list', scopes: READ },
  { method: 'POST', pattern: /^\/v1\/files\/$/, operation: 'create', scopes: WRITE },
  { method: 'POST', pattern: /^\/v1\/files\/([^/]+)\/uploaded$/, operation: 'complete', scopes: WRITE },
  { method: 'GET', pattern: /^\/v1\/files\/([^/]+)\/download$/, operation: 'download', scopes: READ },
  { method: 'PATCH', pattern: /^\/v1\/files\/([^/]+)$/, operation: 'update', scopes: WRITE },
  { method: 'DELETE', pattern: /^\/v1\/files\/([^/]+)$/, operation: 'delete', scopes: WRITE },
  {
    method: 'GET',
    pattern: /^\/v1\/organizations\/$/,
    operation: 'organizations',
    scopes: ['organizations:read', 'organizations:write'],
  },
]

/** What Polar's router makes of a request line. */
export type Routed =
  | { readonly kind: 'found'; readonly route: Route; readonly id: string }
  | { readonly kind: 'wrong-method'; readonly allowed: string }
  /** Only the slash at the end is wrong. */
  | { readonly kind: 'elsewhere'; readonly path: string }
  | { readonly kind: 'unknown' }

/** Finds the route of a request. `path` has no query. */
export function routePolar(method: string, path: string): Routed {
  const matching = ROUTES.filter((route) => route.pattern.test(path))
  const route = matching.find((one) => one.method === method)
  if (route) return { kind: 'found', route, id: safeDecode(route.pattern.exec(path)?.[1] ?? '') }
  if (matching[0]) return { kind: 'wrong-method', allowed: matching[0].method }
  const other = path.endsWith('/') ? path.replace(/\/+$/, '') : `${path}/`
  return ROUTES.some(({ pattern }) => pattern.test(other))
    ? { kind: 'elsewhere', path: other }
    : { kind: 'unknown' }
}

/** What a request to Polar is about. */
export function polarTarget(method: string, path: string): Target {
  const routed = routePolar(method, path)
  if (routed.kind !== 'found') return { operation: 'other', fileId: null, partNumber: null }
  return { operation: routed.route.operation, fileId: routed.id || null, partNumber: null }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
