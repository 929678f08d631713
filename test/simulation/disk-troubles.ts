/** What can become of a file while it is on its way. */
export type FileChange =
  'edit' | 'edit-unseen' | 'touch' | 'truncate' | 'grow' | 'replace' | 'delete' | 'move-away' | 'put-back'

/** What can befall the reading of a file. */
export type ReadFault = 'EIO' | 'EBUSY' | 'EACCES' | 'EMFILE'

/** Where a file is once it was moved away. */
export const movedPathOf = (path: string): string => path.replace('/files/', '/moved/')
