import type { Queries } from '../platform/database.ts'
import type { CardContents } from './contents.ts'
import { type SeenCard, seenOf } from './happenings.ts'
import type { ChangeTables } from './change-tables.ts'

const ROWS_AT_ONCE = 200

export async function readSeenCards(queries: Queries, documentId: string): Promise<Map<string, SeenCard>> {
  const rows = await queries
    .selectFrom('seen_cards')
    .select(['card_id', 'state'])
    .where('document_id', '=', documentId)
    .execute()
  return new Map(rows.map((row) => [row.card_id, JSON.parse(row.state) as SeenCard]))
}

/** Writes what is new, and deletes what is gone. */
export async function writeSeenCards(
  queries: Queries,
  documentId: string,
  before: ReadonlyMap<string, SeenCard>,
  cards: readonly CardContents[],
): Promise<void> {
  const rows = cards.map((card): ChangeTables['seen_cards'] => ({
    document_id: documentId,
    card_id: card.id,
    due_on: card.isDone ? null : card.dueOn,
    state: JSON.stringify(seenOf(card)),
  }))
  const known = await dueDates(queries, documentId)
  const changed = rows.filter(
    ({ card_id, state, due_on }) =>
      JSON.stringify(before.get(card_id)) !== state || (known.get(card_id) ?? null) !== due_on,
  )
  for (let at = 0; at < changed.length; at += ROWS_AT_ONCE) {
    await queries
      .insertInto('seen_cards')
      .values(changed.slice(at, at + ROWS_AT_ONCE))
      .onConflict((conflict) =>
        conflict.columns(['document_id', 'card_id']).doUpdateSet((eb) => ({
          due_on: eb.ref('excluded.due_on'),
          state: eb.ref('excluded.state'),
        })),
      )
      .execute()
  }
  const present = new Set(cards.map(({ id }) => id))
  const gone = [...before.keys()].filter((id) => !present.has(id))
  for (let at = 0; at < gone.length; at += ROWS_AT_ONCE) {
    await queries
      .deleteFrom('seen_cards')
      .where('document_id', '=', documentId)
      .where('card_id', 'in', gone.slice(at, at + ROWS_AT_ONCE))
      .execute()
  }
}

async function dueDates(queries: Queries, documentId: string): Promise<Map<string, string | null>> {
  const rows = await queries
    .selectFrom('seen_cards')
    .select(['card_id', 'due_on'])
    .where('document_id', '=', documentId)
    .where('due_on', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.card_id, row.due_on]))
}
