import type { WatchedRequest } from '../virtual-link.ts'
import type { Scene } from './scene.ts'

const FILE_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** A token goes to its own server only, never with a part, and asks for no file but those of its organization. */
export function checkAddressee(scene: Scene, { operation, url, server, head, token }: WatchedRequest): void {
  const { tokens, organizations, servers } = scene.world
  if (head !== null) {
    if (token !== '') scene.violate('no token goes elsewhere', 'A part is sent with a token')
    return
  }
  const organization = tokens.organizationOf(token)
  if (organization === null) {
    scene.violate('no token goes elsewhere', `Polar is asked for ${operation} with a token nobody has given`)
    return
  }
  if (organizations.serverOf(organization) !== server) {
    const words = `The token of organization ${organization} goes to server ${server} (${operation})`
    scene.violate('no token goes elsewhere', words)
  }
  for (const [id] of url.matchAll(FILE_ID)) {
    const owner: number = servers.file(id)?.organization ?? organization
    if (owner === organization) continue
    const words = `A file of organization ${owner} is asked for in ${organization} (${operation})`
    scene.violate('no file is asked for elsewhere', words)
  }
}
