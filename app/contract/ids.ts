declare const brand: unique symbol

/** Names one upload on this computer: a UUID of ours. */
export type UploadId = string & { readonly [brand]: 'UploadId' }

/** Names one file at Polar: the UUID Polar gave it when the upload was opened. */
export type FileId = string & { readonly [brand]: 'FileId' }

/** Names one account: a server and an organization there. Readable, and free of secrets. */
export type AccountId = string & { readonly [brand]: 'AccountId' }
