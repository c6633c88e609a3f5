import type { MentionTarget } from '../../../../shared/document-text/mention-target.ts'
import { type MarkedText, searchEndpoints, type SearchHit, type SearchKind } from '../../../../shared/search.ts'
import { api, queryClient } from '../../lib/api.ts'
import { documentsQuery, membersQuery } from '../document-queries.ts'

export interface MentionFound extends MentionTarget {
  /** Of a card: its board. */
  where?: string
}

const MOST_OF_A_KIND = 5

/** Members, documents, boards, cards and gigs whose name holds the query; what cannot be reached is left out. */
export async function searchMentions(communityId: string, documentId: string, query: string): Promise<MentionFound[]> {
  const wanted = query.trim().toLocaleLowerCase()
  const fits = (name: string) => name.toLocaleLowerCase().includes(wanted)
  const [members, texts, boards] = await Promise.all([
    orNone(queryClient.ensureQueryData(membersQuery(communityId))),
    orNone(queryClient.ensureQueryData(documentsQuery(communityId, 'text'))),
    orNone(queryClient.ensureQueryData(documentsQuery(communityId, 'board'))),
  ])
  const found: MentionFound[] = [
    ...some(members, ({ name }) => fits(name)).map(({ id, name }) => target('member', id, name)),
    ...some(texts, ({ id, title }) => id !== documentId && fits(title)).map(({ id, title }) =>
      target('document', id, title),
    ),
    ...some(boards, ({ title }) => fits(title)).map(({ id, title }) => target('board', id, title)),
  ]
  // One letter is in too many names to ask the hub for.
  if (wanted.length < 2) return found
  const [cards, gigs] = await Promise.all([hits(communityId, 'card', wanted), hits(communityId, 'gig', wanted)])
  return [
    ...found,
    ...cards.flatMap(({ cardId, documentId: boardId, title, place }): MentionFound[] =>
      cardId === null || boardId === null
        ? []
        : [{ kind: 'card', id: cardId, boardId, label: plain(title), where: place }],
    ),
    ...gigs.flatMap(({ gigId, title }) => (gigId === null ? [] : target('gig', gigId, plain(title)))),
  ]
}

/** What the hub finds by name; where the words stand only in the text it is no name to mention. */
async function hits(communityId: string, kind: SearchKind, q: string): Promise<SearchHit[]> {
  const query = { q, kind, limit: MOST_OF_A_KIND * 4 }
  const found = await orNone(
    queryClient.fetchQuery({
      queryKey: ['search', communityId, kind, q],
      queryFn: async () => (await api.call(searchEndpoints.search, { params: { communityId }, query })).hits,
      staleTime: 5_000,
      retry: false,
    }),
  )
  return some(found, ({ title }) => title.some(({ match }) => match))
}

function plain(title: MarkedText): string {
  return title.map(({ text }) => text).join('')
}

function target(kind: MentionTarget['kind'], id: string, label: string): MentionFound {
  return { kind, id, boardId: null, label }
}

function some<T>(items: readonly T[], fits: (item: T) => boolean): T[] {
  return items.filter(fits).slice(0, MOST_OF_A_KIND)
}

/** Offline, or not allowed: the menu shows the rest. */
async function orNone<T>(asked: Promise<T[]>): Promise<T[]> {
  return await asked.catch(() => [])
}
