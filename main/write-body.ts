import type { ClientRequest } from 'node:http'
import type { HttpRequest, StreamedBody } from '../app/ports.ts'
import { createReadBuffer } from '../app/source/read-buffer.ts'
import { MOST_PARTS } from '../app/upload/concurrency.ts'
import { mayGoOn } from './asking-first.ts'
import { BrokenConnection } from './no-connection.ts'

/** A body is read in pieces of this size: smaller ones, and system calls cost more than copying. */
const PIECE_BYTES = 1024 ** 2

/** As many as the usual requests at once take. A last call sends 64 parts, and is not to keep all of theirs for good. */
const MOST_SPARE_PIECES = 2 * MOST_PARTS

/** At most so much is written at once where it is encrypted: Node keeps what it has encrypted of a write whole. */
const ENCRYPTED_SLICE_BYTES = 256 * 1024

/** What a slow connection is written at once, and how soon the system takes it on one that is not. */
const SLICE_BYTES = 64 * 1024
const TAKEN_AT_ONCE_MS = 20

/**
 * Writes the body of a request as its connection takes it; one that asks first is not written before there is word.
 * `pieces` are buffers of no use at the moment; those taken are given back unless the connection broke. Throws
 * `BrokenConnection`, or what reading the body ended with.
 */
export async function writeBody(
  outgoing: ClientRequest,
  request: HttpRequest,
  pieces: Uint8Array[],
): Promise<void> {
  const { body, onSent } = request
  if (body === undefined || typeof body === 'string') {
    outgoing.end(body)
    return
  }
  // Whoever answers early (expired, denied) still has to be heard, so the head goes out before the file is read.
  outgoing.flushHeaders()
  if (!(await mayGoOn(outgoing))) return
  const pair = [takePiece(pieces), takePiece(pieces)] as const
  await writePieces(outgoing, body, pair, onSent ?? (() => undefined))
  // Not given back after a failure: the connection may still be reading from them.
  if (pieces.length < MOST_SPARE_PIECES) pieces.push(...pair)
  outgoing.end()
}

const takePiece = (pieces: Uint8Array[]): Uint8Array => pieces.pop() ?? createReadBuffer(PIECE_BYTES)

async function writePieces(
  outgoing: ClientRequest,
  body: StreamedBody,
  pair: readonly [Uint8Array, Uint8Array],
  onSent: (bytes: number) => void,
): Promise<void> {
  const write = createSliceWriter(outgoing, onSent)
  let sending: Promise<void> = Promise.resolve()
  for (let position = 0, turn = 0; position < body.sizeBytes; turn += 1) {
    const piece = pair[turn % 2 === 0 ? 0 : 1]
    const bytes = await body.read(piece, position)
    await sending
    if (outgoing.destroyed) return
    position += bytes
    sending = write(piece.subarray(0, bytes))
    // Awaited in the next turn or below; until then a failure must not count as unhandled.
    sending.catch(() => undefined)
  }
  await sending
}

/**
 * Writes pieces, telling of each slice by slice: on a slow connection a whole piece takes minutes, and would look like
 * silence. Slices grow as long as the system takes them at once, and shrink when it does not any more.
 */
function createSliceWriter(
  outgoing: ClientRequest,
  onSent: (bytes: number) => void,
): (piece: Uint8Array) => Promise<void> {
  const mostBytes = outgoing.protocol === 'https:' ? ENCRYPTED_SLICE_BYTES : PIECE_BYTES
  let sliceBytes = SLICE_BYTES
  return async (piece) => {
    for (let start = 0; start < piece.length;) {
      const slice = piece.subarray(start, start + sliceBytes)
      const begunAt = performance.now()
      await write(outgoing, slice)
      const isTakenAtOnce = performance.now() - begunAt < TAKEN_AT_ONCE_MS
      sliceBytes = isTakenAtOnce ? Math.min(mostBytes, sliceBytes * 4) : SLICE_BYTES
      start += slice.length
      onSent(slice.length)
    }
  }
}

/** Resolves when the system has taken the bytes, so that the piece may be filled anew. */
function write(outgoing: ClientRequest, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(bytes, (error) => (error ? reject(new BrokenConnection(error)) : resolve()))
  })
}
