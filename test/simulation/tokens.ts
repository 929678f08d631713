import { tokenChecksum } from '../local-polar/tokens.ts'

/** The access tokens of one life. */
export interface Tokens {
  current(): string
  /** Makes another the current one. */
  renew(): void
}

/** Makes tokens of the real form, the same for the same seed. */
export function createTokens(seed: number): Tokens {
  let count = 0
  const make = (): string => {
    const body = `s${seed.toString(36)}n${count}`.padEnd(37, 'x').slice(0, 37)
    return `polar_oat_${body}${tokenChecksum(body)}`
  }
  let token = make()
  return {
    current: () => token,
    renew() {
      count += 1
      token = make()
    },
  }
}
