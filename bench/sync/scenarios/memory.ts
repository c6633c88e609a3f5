import { BenchClient } from '../bench-client.ts'
import type { RunningServer } from '../running-server.ts'
import { editedDocument } from './edits.ts'
import { openAll, sleep } from './wait.ts'

/** Live memory of an open document with one idle reader, as a multiple of its bytes, and of an idle socket, in bytes. */
export async function idleMemory(
  server: RunningServer,
  options: { documents: number; documentBytes: number; sockets: number },
): Promise<{ perDocumentByte: number; perSocket: number }> {
  const update = editedDocument(options.documentBytes)
  const open = async (documentId: string): Promise<BenchClient> => {
    const client = await BenchClient.join(server, documentId)
    client.update(update)
    return client
  }
  // The first one pays for what is loaded when first needed.
  const clients = [await open('memory-first')]
  await sleep(1500)
  const before = await server.usage()
  clients.push(...(await openAll(options.documents, (index) => open(`memory-${index}`))))
  await sleep(3000)
  const withDocuments = await server.usage()
  clients.push(...(await openAll(options.sockets, () => BenchClient.open(server, 'memory-sockets'))))
  await sleep(500)
  const withSockets = await server.usage()
  for (const client of clients) client.close()
  const perDocument = (withDocuments.liveBytes - before.liveBytes) / options.documents
  return {
    perDocumentByte: perDocument / update.byteLength,
    perSocket: (withSockets.liveBytes - withDocuments.liveBytes) / options.sockets,
  }
}
