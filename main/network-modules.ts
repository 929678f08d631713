import { once } from '../app/contract/once.ts'

/**
 * Node's network, read when it is first needed: that takes 30 ms, and a window is to be there before anything is sent.
 * Not by `import()`, which would read all that these modules offer, `fetch` among it.
 */
export const network = once(() => ({
  http: process.getBuiltinModule('node:http'),
  https: process.getBuiltinModule('node:https'),
  tls: process.getBuiltinModule('node:tls'),
}))
