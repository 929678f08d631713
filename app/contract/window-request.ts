import type { UploadId } from './ids.ts'

/** What a window is asked to show, by a menu or a notification: an upload's row, or the settings. */
export type WindowRequest = { readonly kind: 'upload'; readonly id: UploadId } | { readonly kind: 'settings' }
