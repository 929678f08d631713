/**
 * What must never be read in a log, however it got there. Polar's tokens begin with `polar_` and a kind
 * (https://polar.sh/docs/api-reference/introduction); the secrets of a presigned URL are in its query
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html), which may have been escaped.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/polar_[a-z]+(?:_[a-z])?_[A-Za-z0-9]+/g, 'polar_[redacted]'],
  [/(https?:\/\/[^\s"'<>\\?]+)\?[^\s"'<>\\]*X-Amz-[^\s"'<>\\]*/gi, '$1?[redacted]'],
  [/X-Amz-(?:Signature|Credential|Security-Token)(?:=|%3D)[^\s"'<>\\&]*/gi, 'X-Amz-[redacted]'],
  [/\bBearer\s+[^\s"'<>\\]+/gi, 'Bearer [redacted]'],
]

/** The text without access tokens and presigned URLs: the last net under code that never logs them. */
export const redact = (text: string): string =>
  SECRETS.reduce((rest, [secret, replacement]) => rest.replace(secret, replacement), text)
