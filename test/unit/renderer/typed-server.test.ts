import { expect, test } from 'vitest'
import { typedServer } from '../../../renderer/sign-in/typed-server.ts'

test.each([
  ['polar.example.com', 'https://polar.example.com'],
  [' polar.example.com/api ', 'https://polar.example.com/api'],
  ['https://polar.example.com', 'https://polar.example.com'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['sandbox', 'sandbox'],
  ['  ', ''],
])('“%s” is meant as “%s”', (typed, meant) => {
  expect(typedServer(typed)).toBe(meant)
})
