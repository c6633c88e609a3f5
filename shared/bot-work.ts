import { z } from 'zod'
import { commentText } from './board-comments.ts'
import { gigCard } from './deliveries.ts'
import { documentKind } from './documents.ts'
import { epochMs, id } from './endpoint.ts'
import { answerTo, platformPerson } from './platform-person.ts'

/** What bots ask about boards and documents, for a person who may be a member of several communities. */

/** A key of something inside a board; any client may have chosen it. */
const key = z.string().min(1).max(128)

const documentRef = z.object({ id, kind: documentKind, title: z.string(), communityName: z.string(), url: z.string() })
export type DocumentRef = z.infer<typeof documentRef>

const chatCard = z.object({
  id: key,
  title: z.string(),
  columnId: key,
  assignees: z.array(z.string()),
  dueOn: z.string().nullable(),
})
export type ChatCard = z.infer<typeof chatCard>

export const chatBoard = z.object({
  id,
  title: z.string(),
  url: z.string(),
  columns: z.array(z.object({ id: key, name: z.string(), count: z.number().int(), cards: z.array(chatCard) })),
})
export type ChatBoard = z.infer<typeof chatBoard>

/** A card with what is said on it. */
export const chatCardDetails = z.object({
  card: chatCard,
  column: z.string(),
  /** Its beginning, as Markdown. */
  description: z.string(),
  /** The last ones, oldest first. */
  comments: z.array(z.object({ author: z.string(), text: z.string(), at: epochMs })),
  commentCount: z.number().int(),
  url: z.string(),
})
export type ChatCardDetails = z.infer<typeof chatCardDetails>

export const boardChange = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('add'),
    /** Null: the first column. */
    columnId: key.nullable(),
    title: z.string().trim().min(1).max(500),
    description: z.string().max(20_000),
  }),
  z.object({ type: z.literal('move'), cardId: key, columnId: key }),
  /** Null: the asking member. Somebody who has it already stays. */
  z.object({ type: z.literal('assign'), cardId: key, memberId: id.nullable() }),
])
export type BoardChange = z.infer<typeof boardChange>

/** What a link to the hub leads to, for a preview. */
export const linkPreview = z.object({
  kind: z.enum(['gig', 'board', 'text']),
  title: z.string(),
  url: z.string(),
  lines: z.array(z.string()).max(10),
})
export type LinkPreview = z.infer<typeof linkPreview>

const assignedCard = z.object({
  title: z.string(),
  column: z.string(),
  dueOn: z.string().nullable(),
  boardTitle: z.string(),
  url: z.string(),
})

const person = platformPerson

export const workRequests = {
  /** Those whose title has the words, last changed first; all without words. */
  'documents:find': {
    request: z.object({
      person,
      kind: documentKind,
      query: z.string().max(200),
      limit: z.number().int().min(1).max(25),
    }),
    answer: answerTo({ documents: z.array(documentRef) }),
  },
  /** Those whose title or text has all the words. */
  'documents:search': {
    request: z.object({ person, query: z.string().min(1).max(200) }),
    answer: answerTo({ found: z.array(documentRef.extend({ excerpt: z.string() })) }),
  },
  'documents:open': {
    request: z.object({ person, documentId: id }),
    answer: answerTo({ document: documentRef, excerpt: z.string() }),
  },
  /** Adds a paragraph per line at the end. */
  'documents:append': {
    request: z.object({ person, documentId: id, text: z.string().trim().min(1).max(20_000) }),
    answer: answerTo({ document: documentRef }),
  },
  'boards:read': {
    request: z.object({ person, boardId: id }),
    answer: answerTo({ board: chatBoard }),
  },
  'boards:card': {
    request: z.object({ person, boardId: id, cardId: key }),
    answer: answerTo(chatCardDetails.shape),
  },
  'boards:comment': {
    request: z.object({ person, boardId: id, cardId: key, text: commentText }),
    answer: answerTo(chatCardDetails.shape),
  },
  /** Who can be assigned on a board, by name. */
  'boards:people': {
    request: z.object({ person, boardId: id, query: z.string().max(200) }),
    answer: answerTo({ people: z.array(z.object({ id, name: z.string() })) }),
  },
  'boards:change': {
    request: z.object({ person, boardId: id, change: boardChange }),
    answer: answerTo({ board: z.object({ title: z.string(), url: z.string() }), card: chatCard, column: z.string() }),
  },
  /** The first of the people has posted the link. Null: it leads nowhere that they may see. */
  'links:preview': {
    request: z.object({ people: z.array(person).min(1).max(100), url: z.string().max(3000) }),
    answer: z.object({
      preview: linkPreview.nullable(),
      /** True: every one of the people may see it, so that it can be shown to all of them. */
      forAll: z.boolean(),
    }),
  },
  /** My cards, my gigs, my settings. */
  'home:read': {
    request: z.object({ person }),
    answer: answerTo({
      name: z.string(),
      cards: z.array(assignedCard),
      gigs: z.array(gigCard),
      settings: z.object({ alerts: z.boolean(), threshold: z.number(), platforms: z.array(z.string()) }).nullable(),
      urls: z.object({ hub: z.string(), profile: z.string(), boards: z.string() }),
    }),
  },
} as const
