import type { HelpTopic } from './about.ts'
import type { UploadId } from './ids.ts'

/** What a window is asked to show, by a menu or a notification: an upload's row, the settings, or some help. */
export type WindowRequest =
  | { readonly kind: 'upload'; readonly id: UploadId }
  | { readonly kind: 'settings' }
  | { readonly kind: 'help'; readonly topic: HelpTopic }
