/** A bucket of the receiver's; any is. */
export const BUCKET = 'bench'

/** Credentials the receiver does not look at. */
export const KEY_ID = 'AKIABENCHBENCHBENCHB'
/** Their other half. */
export const SECRET = 'bench/bench/bench/bench/bench/bench/benc'
/** Where it claims to be. */
export const AWS_REGION = 'us-east-2'
