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

/**
 * Where a path or a name stands in a text, whoever wrote it: in the system's errors, which put it in quotes at the end
 * (`ENOENT: no such file or directory, open '/home/…'`), in our own sentences, and in the address of a part. A name may
 * have quotes of its own, so all that is from the first to the last of a line goes; the system's may have lines, too.
 */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/\b(E[A-Z0-9]+: [^'\n]*) '[\s\S]*'/g, "$1 '[path]'"],
  [/'[^\n]*[/\\][^\n]*'/g, "'[path]'"],
  [/“[^\n]*”/g, '“[name]”'],
  [/(https?:\/\/[^\s"'/]+)\/\S*\?\[redacted\]/g, '$1/[redacted]'],
]

/** A redacted text without the names of files and folders; of the system's errors their code and their call stay. */
export const withoutNames = (text: string): string =>
  NAMES.reduce((rest, [name, instead]) => rest.replace(name, instead), text)
