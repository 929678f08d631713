import { open } from 'node:fs/promises'
import { connect } from 'node:net'
import { once } from 'node:events'
import { parseArgs } from 'node:util'

// Sends a file over several plain connections at once and looks at none of its bytes: what the receiving end takes at
// most. `--port PORT --connections N FILE`.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '' }, connections: { type: 'string', default: '2' } },
})
const PIECE_BYTES = 1024 ** 2
const count = Number(values.connections)
const handle = await open(positionals[0] ?? '')
const { size } = await handle.stat()
const share = Math.ceil(size / count)

async function send(start: number, end: number): Promise<void> {
  const socket = connect(Number(values.port), '127.0.0.1')
  const answered = once(socket, 'data')
  socket.write(`PUT /bench/raw HTTP/1.1\r\nhost: bench\r\ncontent-length: ${end - start}\r\n\r\n`)
  const pieces = [Buffer.alloc(PIECE_BYTES), Buffer.alloc(PIECE_BYTES)]
  for (let at = start, turn = 0; at < end; turn += 1) {
    const piece = pieces[turn % 2] ?? Buffer.alloc(PIECE_BYTES)
    const { bytesRead } = await handle.read(piece, 0, Math.min(PIECE_BYTES, end - at), at)
    if (bytesRead === 0) throw new Error('The file is shorter than it was')
    // A piece is free again once the one after it is on its way.
    if (!socket.write(piece.subarray(0, bytesRead))) await once(socket, 'drain')
    at += bytesRead
  }
  await answered
  socket.destroy()
}

await Promise.all(
  Array.from({ length: count }, (_, index) => send(index * share, Math.min(size, (index + 1) * share))),
)
await handle.close()
