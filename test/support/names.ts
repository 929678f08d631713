import dns, { type LookupAddress, type LookupOptions } from 'node:dns'
import { isIPv6 } from 'node:net'

type Found = (error: NodeJS.ErrnoException | null, found?: string | LookupAddress[], family?: number) => void

/**
 * Stands in for the system's resolver in this process, for some names: `find` gives a name's addresses in the order to
 * try them, null when there is no such name, and undefined for names that are the system's business.
 */
export function resolveNames(find: (name: string) => readonly string[] | null | undefined): Disposable {
  const ask = dns.lookup
  const askSystem = ask as (name: string, options: LookupOptions, callback: Found) => void
  const lookup = (name: string, options: LookupOptions, callback: Found): void => {
    const addresses = find(name)
    if (addresses === undefined) askSystem(name, options, callback)
    else if (addresses === null) process.nextTick(callback, notFound(name))
    else {
      const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
      const [first] = found
      if (options.all === true) process.nextTick(callback, null, found)
      else process.nextTick(callback, null, first?.address, first?.family)
    }
  }
  dns.lookup = lookup as unknown as typeof dns.lookup
  return { [Symbol.dispose]: () => void (dns.lookup = ask) }
}

const notFound = (hostname: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    ...{ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname },
  })
