import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** @returns the port that was taken. @throws Error that says so when it is taken already. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const message =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use. Stop what uses it, or set PORT to another.`
          : error.message
      reject(new Error(message, { cause: error }))
    }
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve()
    })
  })
  return (server.address() as AddressInfo).port
}
