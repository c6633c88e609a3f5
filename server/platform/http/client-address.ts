import type { IncomingMessage } from 'node:http'

/**
 * The client's address as the outermost trusted proxy saw it. `trustProxy`: how many proxies there are; each appends
 * the address that it was called from, so what stands further left is the client's own word.
 */
export function clientAddress(request: IncomingMessage, trustProxy: number): string {
  const direct = request.socket.remoteAddress ?? 'unknown'
  if (trustProxy === 0) return direct
  const header = request.headers['x-forwarded-for']
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '')
  return forwarded.at(-trustProxy) ?? forwarded[0] ?? direct
}
