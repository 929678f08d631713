import type { Session } from '../store/session-store.ts'

/** Behind every session there can be: those expire at epoch milliseconds. */
const BEHIND_ALL_SESSIONS = 2 ** 52

/** The rank of parts of a session: the one whose hour ends first goes first. */
export const rankOf = ({ expiresAt }: Session): number => expiresAt

/** The rank of an upload whose hour has not begun: behind all those whose has, in the order of the queue. */
export const rankWithoutSession = (position: number): number => BEHIND_ALL_SESSIONS + position
