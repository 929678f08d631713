/** Where a case is expected to fail, and why. */
export interface Difference {
  /** The beginning of the case's name, or of the names of several. */
  readonly name: string
  readonly reason: string
}

const OTHER_CODE = 'the request is refused too, with another status or code'
const NO_LIMIT = 'AWS has this limit, it has not'
const NOT_CHECKED = 'AWS checks this, it does not'

/** Differences between the local Polar, whose S3 is AWS's, and servers it was held against: Polar's own, and its S3. */
export const DIFFERENCES: Readonly<Record<string, readonly Difference[]>> = {
  polar: [
    {
      name: 'the version a request gets unasked is the current one',
      reason: "Polar's SDK is newer than commit c6c3645e63, and the local Polar goes by it",
    },
  ],
  radosgw: [
    {
      name: 'leaving out the last parts',
      reason: 'it refuses a completion that lists fewer parts than it has',
    },
    {
      name: 'completing again is answered 500',
      reason: 'it repeats its answer, as an option of the local Polar',
    },
    { name: 'of two completions at once', reason: 'it repeats its answer, as an option of the local Polar' },
    { name: 'metadata above 2 KiB', reason: NO_LIMIT },
    { name: 'a checksum announced as', reason: 'it says BadDigest, AWS InvalidRequest' },
    { name: 'a part created without a checksum', reason: NOT_CHECKED },
    { name: 'part number', reason: NOT_CHECKED },
    { name: 'a request with {"content-type"', reason: 'it takes no content type that was not signed' },
    { name: 'a URL with half of a signature', reason: OTHER_CODE },
    { name: 'a URL with a lifetime above a week', reason: OTHER_CODE },
    { name: 'a URL with another region', reason: OTHER_CODE },
    { name: 'a chunked body is refused', reason: NOT_CHECKED },
    { name: 'a browser is not let in', reason: OTHER_CODE },
  ],
  localstack: [
    { name: 'S3 refuses a part left out in between', reason: NOT_CHECKED },
    { name: 'S3 refuses the first part left out', reason: NOT_CHECKED },
    { name: 'U+0009 in the name', reason: 'it takes them in a header' },
    { name: 'U+007F in the name', reason: 'it takes them in a header' },
    { name: 'a name of 938 bytes', reason: NO_LIMIT },
    { name: 'the longest name for', reason: NO_LIMIT },
    { name: 'metadata above 2 KiB', reason: NO_LIMIT },
    { name: 'a part above 5 GiB', reason: 'it answers only once it has the whole body' },
    { name: 'a URL with a part number twice', reason: NOT_CHECKED },
    { name: 'a presigned request with Authorization', reason: 'it looks at the signature in the URL only' },
    { name: 'a URL with no signature at all', reason: 'it lets everybody in' },
    { name: 'the private bucket gives nothing', reason: 'it lets everybody in' },
    { name: 'a URL with a lifetime above a week', reason: OTHER_CODE },
    { name: 'a URL with another region', reason: OTHER_CODE },
    { name: 'a URL with a key nobody has', reason: OTHER_CODE },
    { name: 'a chunked body is refused', reason: NOT_CHECKED },
    { name: 'a PUT without a length', reason: NOT_CHECKED },
  ],
}
