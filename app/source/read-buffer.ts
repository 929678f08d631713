/**
 * Where in its memory a buffer begins. Large memory comes 16 bytes after the start of a page: the allocator's own
 * note is there. AMD's processors copy from the page cache to just such an address at a quarter of their speed
 * (`rep movsb`, when the target lies 1 to 31 bytes further into its page than the source). Further in they do not,
 * whether the note is there or not.
 */
const BEGINNING = 64

/** Memory to read a file into, in pieces that large; `shared` between threads or this thread's own. */
export function createReadBuffer(bytes: number, kind: 'own' | 'shared' = 'own'): Uint8Array {
  const Memory = kind === 'own' ? ArrayBuffer : SharedArrayBuffer
  return new Uint8Array(new Memory(BEGINNING + bytes), BEGINNING, bytes)
}
