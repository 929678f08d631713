import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Reply } from './reply.ts'

const require = createRequire(import.meta.url)

const PAGE = `<!doctype html>
<meta charset="utf-8" />
<title>Dashboard</title>
<input type="file" />
<script src="hash-wasm.js"></script>
<script src="upload.js"></script>
`

// What Polar's dashboard does with a file (polarsource/polar, clients/apps/web/src/components/FileUpload/Upload.ts):
// parts of 10,000,000 bytes, each hashed by WebCrypto and all of it by hash-wasm, one after the other; then each sent
// by XMLHttpRequest, again one after the other.
const SCRIPT = `'use strict'
const PART_BYTES = 10_000_000

async function post(path, body, token) {
  const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer ' + token }
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(path + ' answers ' + answer.status)
  return answer.json()
}

const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
const hexToBase64 = (hex) => btoa(String.fromCharCode(...hex.match(/../g).map((two) => parseInt(two, 16))))

async function hash(file) {
  const whole = await hashwasm.createSHA256()
  whole.init()
  const parts = []
  const count = Math.floor(file.size / PART_BYTES) + 1
  for (let number = 1; number <= count; number += 1) {
    const start = (number - 1) * PART_BYTES
    const end = Math.min(number * PART_BYTES, file.size)
    const bytes = await file.slice(start, end).arrayBuffer()
    const checksum = base64(await crypto.subtle.digest('SHA-256', bytes))
    whole.update(new Uint8Array(bytes))
    parts.push({ number, chunk_start: start, chunk_end: end, checksum_sha256_base64: checksum })
  }
  return { parts, checksum: hexToBase64(whole.digest('hex')) }
}

function send(file, part) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', part.url, true)
    for (const [name, value] of Object.entries(part.headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => { document.title = String(event.loaded) }
    request.onload = () => resolve(request.getResponseHeader('ETag'))
    request.onerror = () => reject(new Error('A part was not sent'))
    request.send(file.slice(part.chunk_start, part.chunk_end))
  })
}

window.upload = async (token) => {
  const file = document.querySelector('input').files[0]
  const startedAt = performance.now()
  const { parts, checksum } = await hash(file)
  const hashedAt = performance.now()
  const { id, upload } = await post('/v1/files/', {
    service: 'downloadable', name: file.name, mime_type: 'application/octet-stream', size: file.size,
    checksum_sha256_base64: checksum, upload: { parts },
  }, token)
  const stored = []
  for (const part of upload.parts) {
    const { number, checksum_sha256_base64 } = part
    stored.push({ number, checksum_etag: await send(file, part), checksum_sha256_base64 })
  }
  const complete = { id: upload.id, path: upload.path, parts: stored }
  const { is_uploaded } = await post('/v1/files/' + id + '/uploaded', complete, token)
  if (!is_uploaded) throw new Error('It is not complete')
  return { hashingSeconds: (hashedAt - startedAt) / 1000, seconds: (performance.now() - startedAt) / 1000 }
}
`

/** A page that uploads a file the way Polar's dashboard does. */
export function dashboardReply(path: string): Reply {
  switch (path) {
    case '/dashboard/':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: PAGE }
    case '/dashboard/upload.js':
      return { status: 200, headers: { 'content-type': 'text/javascript' }, body: SCRIPT }
    case '/dashboard/hash-wasm.js': {
      const body = readFileSync(require.resolve('hash-wasm/dist/sha256.umd.min.js'))
      return { status: 200, headers: { 'content-type': 'text/javascript' }, body }
    }
    default:
      return { status: 404 }
  }
}
