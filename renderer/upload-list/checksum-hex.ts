/** A base64 checksum in hexadecimal, as other tools print it. */
export const hexFromBase64 = (base64: string): string =>
  Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')
