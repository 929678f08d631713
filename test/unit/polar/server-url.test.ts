import { expect, test } from 'vitest'
import { serverUrlOf, unknownServer } from '../../../app/polar/server-url.ts'

test.each([
  ['production', 'https://api.polar.sh'],
  ['sandbox', 'https://sandbox-api.polar.sh'],
  ['https://polar.example.com', 'https://polar.example.com'],
  ['https://polar.example.com/', 'https://polar.example.com'],
  ['https://polar.example.com/api//', 'https://polar.example.com/api'],
  ['https://POLAR.example.com:8443', 'https://polar.example.com:8443'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['http://localhost:4000/', 'http://localhost:4000'],
  ['http://[::1]:4000', 'http://[::1]:4000'],
  ['polar.example.com', 'https://polar.example.com'],
  [' polar.example.com:8443/api ', 'https://polar.example.com:8443/api'],
  ['127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['localhost:4000', 'http://localhost:4000'],
  ['127.0.0.1.example.com', 'https://127.0.0.1.example.com'],
  ['[::1]:4000', 'http://[::1]:4000'],
])('the server %s is %s', (server, url) => {
  expect(serverUrlOf(server)).toBe(url)
})

test.each([
  ['nothing', ''],
  ['an unknown name', 'staging'],
  ['a name every object has', 'toString'],
  ['a user before a host without a scheme', 'user@polar.example.com'],
  ['plain http beyond this computer', 'http://api.polar.sh'],
  ['plain http to a host that only looks local', 'http://127.0.0.1.example.com'],
  ['another scheme', 'ftp://127.0.0.1'],
  ['a user in the URL', 'https://user@polar.example.com'],
  ['a query', 'https://polar.example.com/?a=1'],
  ['a fragment', 'https://polar.example.com/#a'],
])('%s is no server', (_what, server) => {
  expect(serverUrlOf(server)).toBeNull()
  expect(unknownServer(server)).toContain(`“${server}”`)
})
