import type { World } from './world.ts'

/** How a host tells of a sleep, or not: it may know for how long it was, or miss it. By the length of the sleep. */
export type Telling = 'told' | 'told-vaguely' | 'missed'

/** Three of four are told, one of those without a length. */
export const tellingOf = (forMs: number): Telling =>
  forMs % 4 === 0 ? 'missed' : forMs % 4 === 1 ? 'told-vaguely' : 'told'

/** A host notices within that time. */
const NOTICED_AFTER_MS = 2_000

/** Has the host tell the app of a sleep that is over. */
export function tellOfSleep(world: World, forMs: number): void {
  const telling = tellingOf(forMs)
  if (telling === 'missed') return
  world.time.after(forMs % NOTICED_AFTER_MS, () => {
    const process = world.process()
    if (process === null) return
    world.trace(`the app is ${telling} of a sleep`)
    world.watch.back.toldOfSleep()
    process.computer.wake(telling === 'told' ? forMs : null)
    world.watch.back.networkIsBack(world.link.isOut() ? 'not yet' : 'told')
  })
}

/** Has the host tell the app that the network has changed, as half of all hosts do. */
export function tellOfNetwork(world: World, forMs: number): void {
  const isTold = forMs % 2 === 0
  if (!isTold) {
    world.watch.back.networkIsBack(world.link.isOut() ? 'not yet' : 'untold')
    return
  }
  world.time.after(forMs % NOTICED_AFTER_MS, () => {
    const process = world.process()
    if (process === null) return
    world.trace('the app is told of another network')
    process.computer.changeNetwork()
    world.watch.back.networkIsBack(world.link.isOut() ? 'not yet' : 'told')
  })
}
