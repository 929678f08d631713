import type { UploadId } from './ids.ts'

/** Where the file of an upload is now. */
export interface RelocateRequest {
  readonly id: UploadId
  readonly path: string
}

/** What came of it. */
export type Relocation =
  /** It is the same file, and the upload goes on with what is stored of it. */
  | { readonly kind: 'same' }
  /** It is not; `message` is a sentence that says so and what to do. The upload is as it was. */
  | { readonly kind: 'other'; readonly message: string }
  /** The upload does not look for its file any more. */
  | { readonly kind: 'not-missing' }
