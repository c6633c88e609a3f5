import { boardEndpoints } from '../../shared/board-api.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import type { TestHub } from './start-hub.ts'

export interface SeededDocument {
  id: string
  /** Where it is in the web client. */
  path: string
}

/** A board of the owner, with its first columns ('Backlog', 'In progress', 'Done') and cards in them. */
export async function seedBoard(
  hub: TestHub,
  title: string,
  cards: Record<string, string[]> = {},
): Promise<SeededDocument> {
  const { api } = hub.owner
  const { id } = await api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'board', title },
  })
  const params = { documentId: id }
  const { columns } = await api.call(boardEndpoints.read, { params })
  for (const { id: columnId, name } of columns) {
    for (const card of cards[name] ?? []) {
      await api.call(boardEndpoints.addCard, { params, body: { title: card, columnId } })
    }
  }
  return { id, path: `/boards/${id}` }
}

/** An empty text document of the owner. */
export async function seedText(hub: TestHub, title: string): Promise<SeededDocument> {
  const { id } = await hub.owner.api.call(documentEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { kind: 'text', title },
  })
  return { id, path: `/documents/${id}` }
}
