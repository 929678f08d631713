import type { UploadId } from '../../app/contract/ids.ts'

/** The id of the element that has the focus when a row as a whole has it. */
export const rowElementId = (id: UploadId): string => `upload-${id}`

/** That element; null when the row is not in the page. */
export const rowElement = (id: UploadId | undefined): HTMLElement | null =>
  id === undefined ? null : document.getElementById(rowElementId(id))
