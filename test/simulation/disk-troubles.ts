/** What can become of a file while it is on its way. */
export type FileChange =
  'edit' | 'edit-unseen' | 'touch' | 'truncate' | 'grow' | 'replace' | 'delete' | 'put-back'

/** What can befall the reading of a file. */
export type ReadFault = 'EIO' | 'EBUSY' | 'EACCES' | 'EMFILE'
