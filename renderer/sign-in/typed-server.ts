/** The address in what was typed: a host without a scheme can only be meant with `https`. */
export function typedServer(typed: string): string {
  const server = typed.trim()
  return server.includes('.') && !server.includes('://') ? `https://${server}` : server
}
