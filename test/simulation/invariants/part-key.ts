import type { PutHead } from '../virtual-polar.ts'

/** Names a part by its multipart upload and its number. */
export const keyOf = ({ multipart, partNumber }: PutHead): string => `${multipart.id}/${partNumber}`
