import { SIGNATURE } from '../virtual-polar.ts'
import type { Scene } from './scene.ts'

/** Makes sure that neither the token nor a presigned URL is in something the app says. */
export function keepsSecrets(scene: Scene, where: string, said: unknown): void {
  const withErrors = (_key: string, value: unknown): unknown =>
    value instanceof Error ? [value.message, value.stack, value.cause] : value
  const text = JSON.stringify([said], withErrors)
  if (text.includes('polar_oat_')) {
    scene.violate('secrets', `The token is in ${where}`)
  }
  if (text.includes('X-Amz-Signature') || text.includes(SIGNATURE)) {
    scene.violate('secrets', `A presigned URL is in ${where}`)
  }
}

/** Makes sure that no presigned URL is kept for an upload that is over. */
export function forgetsUrls(scene: Scene): void {
  for (const { state, session, id } of scene.uploads.values()) {
    if (session !== null && (state === 'completed' || state === 'canceled')) {
      scene.violate('secrets', `The upload ${id} is ${state}, and its presigned URLs are still there`)
    }
  }
}
