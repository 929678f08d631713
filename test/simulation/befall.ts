import { movedPathOf } from './disk-troubles.ts'
import { tellOfNetwork, tellOfSleep } from './host-tells.ts'
import type { MomentHappening } from './life-plan.ts'
import { secondInstanceIsRefused } from './second-instance.ts'
import type { User } from './user/user.ts'
import { pathOf, type World } from './world.ts'

/** Whom something can befall. */
export interface Everybody {
  readonly world: World
  readonly user: User
}

/** Makes something happen that was planned for this moment. */
export function befall(everybody: Everybody, happening: MomentHappening): void {
  const { world } = everybody
  const { tally } = world.troubles
  const name = nameOf(happening)
  world.trace(name)
  tally[name] = (tally[name] ?? 0) + 1
  world.watch.back.trouble()
  switch (happening.kind) {
    case 'crash-at':
      world.crash(happening.restartAfterMs)
      break
    case 'user':
      everybody.user.act(happening.action, happening.file, happening.againAfterMs)
      break
    case 'sleep':
      sleep(world, happening.forMs)
      break
    case 'clock-jump':
      world.time.jump(happening.byMs)
      break
    case 'revoke':
      revoke(world, happening.organization)
      break
    case 'another-token':
      world.tokens.renew(happening.organization, happening.mayReadName)
      world.servers
        .of(happening.organization)
        .accept(happening.organization, world.tokens.current(happening.organization))
      everybody.user.signInAnew(happening.organization)
      break
    case 'file':
    case 'multipart-lost':
    case 'altered':
      spoil(world, happening)
      break
    case 'outage':
    case 'server-down':
    case 'keychain-locked':
    case 'disk-full':
      fail(world, happening)
      break
    case 'second-instance':
      if (!secondInstanceIsRefused()) world.watch.violate('one writer', 'A second instance may write')
  }
}

function nameOf(happening: MomentHappening): string {
  if (happening.kind === 'file') return `file ${happening.change}`
  if (happening.kind === 'user') return `user ${happening.action}`
  if (happening.kind === 'outage') return `outage ${happening.how}`
  return happening.kind === 'crash-at' ? 'crash at a moment' : happening.kind
}

function sleep(world: World, forMs: number): void {
  const { time, plan, watch, link } = world
  time.sleep(forMs, plan.countsSleep)
  if (!plan.countsSleep) watch.slept()
  // Some connections break when the computer wakes up; others are dead, and nobody says so.
  if (forMs % 3 === 0) link.strandAll()
  else link.cutAll()
  tellOfSleep(world, forMs)
}

function revoke({ watch, tokens, servers, plan }: World, organization: number): void {
  watch.causes.add('token')
  watch.tokenTrouble(organization)
  tokens.renew(organization, !plan.nameless.includes(organization))
  const polar = servers.of(organization)
  polar.revoke(organization)
  polar.accept(organization, tokens.current(organization))
}

/** Something that was well is not any more. */
function spoil(
  { watch, servers, disk, plan }: World,
  happening: Extract<MomentHappening, { readonly kind: 'file' | 'multipart-lost' | 'altered' }>,
): void {
  const path = pathOf(plan, happening.file)
  if (happening.kind === 'file') {
    watch.causes.add('file-changed')
    watch.causes.add('not-fit')
    if (happening.change === 'delete' || happening.change === 'move-away') watch.causes.add('file-gone')
    disk.change(path, happening.change)
    return
  }
  watch.causes.add(happening.kind)
  for (const upload of watch.uploads.values()) {
    if ((upload.path !== path && upload.path !== movedPathOf(path)) || upload.session === null) continue
    const { fileId } = upload.session
    const polar = servers.of(servers.file(fileId)?.organization ?? 0)
    if (happening.kind === 'altered') polar.alter(fileId)
    else polar.lose(fileId)
  }
}

/** Something does not work for a while. */
function fail(
  world: World,
  happening: Extract<
    MomentHappening,
    { readonly kind: 'outage' | 'server-down' | 'keychain-locked' | 'disk-full' }
  >,
): void {
  const { time, link, keychain, troubles, watch } = world
  const { forMs } = happening
  switch (happening.kind) {
    case 'outage':
      link.outage(happening.how)
      tellOfNetwork(world, forMs)
      time.after(forMs, () => {
        link.outage(null)
        // Some come back in another network.
        if (forMs % 3 === 0) link.strandAll()
        tellOfNetwork(world, forMs)
      })
      break
    case 'server-down':
      link.serverDown(happening.server, true)
      time.after(forMs, () => {
        link.serverDown(happening.server, false)
        watch.back.networkIsBack(link.isOut() ? 'not yet' : 'untold')
      })
      break
    case 'keychain-locked':
      watch.causes.add('keychain')
      keychain.lock(true)
      time.after(happening.forMs, () => keychain.lock(false))
      break
    case 'disk-full':
      troubles.fillDisk(true)
      time.after(happening.forMs, () => troubles.fillDisk(false))
      break
  }
}
