import { boardEndpoints } from '../../shared/board-api.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import type { TestHub } from './start-hub.ts'

export type Board = Awaited<ReturnType<typeof read>>

export async function newBoard(hub: TestHub) {
  const { id: documentId } = await hub.owner.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'board', title: 'Board' },
  })
  const { columns } = await read(hub, documentId)
  const byName: Record<string, string> = Object.fromEntries(columns.map(({ id, name }) => [name, id]))
  return { documentId, params: { documentId }, columns: byName }
}

export function read(hub: TestHub, documentId: string) {
  return hub.owner.api.call(boardEndpoints.read, { params: { documentId } })
}

export function titles(board: Board): Record<string, string[]> {
  return Object.fromEntries(board.columns.map(({ name, cards }) => [name, cards.map(({ title }) => title)]))
}

export function importFile(hub: TestHub, documentId: string, format: 'json' | 'csv', text: string) {
  return hub.owner.api.call(boardEndpoints.importCards, {
    params: { documentId },
    query: { format },
    body: new TextEncoder().encode(text),
  })
}

export async function exported(hub: TestHub, documentId: string, format: 'json' | 'csv'): Promise<string> {
  const bytes = await hub.owner.api.call(boardEndpoints.exportCards, { params: { documentId }, query: { format } })
  return Buffer.from(bytes).toString('utf8')
}
