import { boardEndpoints } from '../../../../shared/board-api.ts'
import type { MentionTarget } from '../../../../shared/document-text/mention-target.ts'
import { gigEndpoints } from '../../../../shared/gigs.ts'
import { api, queryClient } from '../../lib/api.ts'
import { documentsQuery, membersQuery } from '../document-queries.ts'

export interface MentionFound extends MentionTarget {
  /** Of a card: its board. */
  where?: string
}

const MOST_OF_A_KIND = 5
/** Cards are looked for on the boards that were changed last. */
const MOST_BOARDS = 12

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
  // Two letters, before boards are opened for it.
  if (wanted.length < 2) return found
  const [cards, gigs] = await Promise.all([cardsOf(boards.slice(0, MOST_BOARDS), fits), gigsOf(communityId, fits)])
  return [...found, ...cards, ...gigs]
}

async function cardsOf(boards: readonly { id: string; title: string }[], fits: (name: string) => boolean) {
  const found = await Promise.all(
    boards.map(async ({ id: boardId, title }) => {
      const columns = await orNone(
        queryClient.fetchQuery({
          queryKey: ['board-cards', boardId],
          queryFn: async () => (await api.call(boardEndpoints.read, { params: { documentId: boardId } })).columns,
        }),
      )
      return columns
        .flatMap(({ cards }) => cards)
        .filter((card) => fits(card.title))
        .map((card): MentionFound => ({ kind: 'card', id: card.id, boardId, label: card.title, where: title }))
    }),
  )
  return found.flat().slice(0, MOST_OF_A_KIND)
}

async function gigsOf(communityId: string, fits: (name: string) => boolean): Promise<MentionFound[]> {
  const gigs = await orNone(
    queryClient.fetchQuery({
      queryKey: ['gig-titles', communityId],
      queryFn: async () => {
        const query = { sort: 'newest', ineligible: 'true' } as const
        return (await api.call(gigEndpoints.list, { params: { communityId }, query })).gigs
      },
    }),
  )
  return some(gigs, ({ gig }) => fits(gig.title)).map(({ gig }) => target('gig', gig.id, gig.title))
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
