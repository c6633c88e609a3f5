import type { Server } from 'node:http'

/** `server.close()` alone waits for idle keep-alive connections for ever. */
export async function closeHttp(http: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()))
  http.closeIdleConnections()
  const cut = setTimeout(() => http.closeAllConnections(), 1_000)
  await closed
  clearTimeout(cut)
}
