import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os'

/** An address in the form it is compared in: without its zone, and IPv4 as such where a socket wraps it into IPv6. */
export const plainAddress = (address: string): string => address.replace(/%.*$/, '').replace(/^::ffff:/i, '')

/** Every address this computer has now. */
export const systemAddresses = (): ReadonlySet<string> =>
  new Set(addressesOf().map(({ address }) => plainAddress(address)))

/**
 * Those that say which networks it is in, as one text. Addresses that lead nowhere but to the next cable come and go
 * with every virtual machine and container.
 */
export const networksOf = (
  addresses: readonly Pick<NetworkInterfaceInfo, 'address' | 'internal'>[],
): string =>
  addresses
    .filter(({ address, internal }) => !internal && !/^(fe[89ab]|169\.254\.)/i.test(address))
    .map(({ address }) => plainAddress(address))
    .sort()
    .join(' ')

/** Every address of every interface of this computer. */
export const addressesOf = (): readonly NetworkInterfaceInfo[] =>
  Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
