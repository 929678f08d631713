import type { Session } from '../store/session-store.ts'

/** Behind every session there can be: those expire at epoch milliseconds. */
const BEHIND_ALL_SESSIONS = 2 ** 52

/**
 * The rank of parts of a session: the one whose hour ends first goes first. What the user wants now goes before them
 * all. An hour that runs meanwhile is not lost by it: at its last call its parts start beyond the usual number of slots.
 */
export const rankOf = ({ expiresAt }: Session, isUrgent: boolean): number =>
  isUrgent ? expiresAt - BEHIND_ALL_SESSIONS : expiresAt

/** The rank of an upload whose hour has not begun: behind all those whose has, in the order of the queue. */
export const rankWithoutSession = (position: number, isUrgent: boolean): number =>
  // Positions may be below zero, but stay far from 2^51.
  isUrgent ? position - BEHIND_ALL_SESSIONS / 2 : BEHIND_ALL_SESSIONS + position
