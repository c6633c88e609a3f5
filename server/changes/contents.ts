import type * as Y from 'yjs'
import type { DocumentKind } from '../../shared/documents.ts'
import { readBoard } from '../../shared/board.ts'
import type { BoardComment } from '../../shared/board-comments.ts'
import { mentionsIn, withoutMentionLinks } from '../../shared/mentions.ts'
import { type Mention, readRichText } from './rich-text.ts'

/** The place of a Yjs item: by it the log says who wrote it. */
export interface ItemId {
  client: number
  clock: number
}

export interface CardComment {
  id: string
  author: string | null
  text: string
  /** Member ids. */
  mentions: string[]
}

export interface CardContents {
  id: string
  title: string
  /** Description, labels and comments, as plain text. */
  text: string
  columnId: string
  columnName: string
  /** It stands in the last of several columns. */
  isDone: boolean
  /** ISO date. */
  dueOn: string | null
  createdBy: string | null
  assignees: { memberId: string; item: ItemId | undefined }[]
  comments: CardComment[]
  mentions: Mention[]
  item: ItemId | undefined
  columnItem: ItemId | undefined
}

/** What a board or a document holds, for whoever looks for words or for what has happened. */
export interface Contents {
  text: string
  mentions: Mention[]
  cards: CardContents[]
}

const MAX_CARDS = 10_000
const MAX_COMMENTS = 500
/** Where the editor keeps a document's text. */
const BODY = 'body'

/** `comments`: of a board's cards, oldest first; they are not in the document. */
export function readContents(doc: Y.Doc, kind: DocumentKind, comments: readonly BoardComment[]): Contents {
  if (kind === 'text') return { ...readRichText(doc.getXmlFragment(BODY)), cards: [] }
  if (kind === 'board') return readCards(doc, comments)
  return { text: '', mentions: [], cards: [] }
}

function readCards(doc: Y.Doc, allComments: readonly BoardComment[]): Contents {
  const board = readBoard(doc)
  const commentsOf = new Map<string, CardComment[]>()
  for (const comment of allComments) {
    commentsOf.set(
      comment.cardId,
      [...(commentsOf.get(comment.cardId) ?? []), toCardComment(comment)].slice(-MAX_COMMENTS),
    )
  }
  const labels = new Map(board.labels.map(({ id, name }) => [id, name]))
  const maps = doc.getMap<Y.Map<unknown>>('cards')
  const cards: CardContents[] = []
  for (const [index, column] of board.columns.entries()) {
    const isDone = index > 0 && index === board.columns.length - 1
    for (const card of column.cards) {
      const map = maps.get(card.id)
      if (map === undefined || cards.length === MAX_CARDS) continue
      const written = readWritten(card.description)
      const comments = commentsOf.get(card.id) ?? []
      const names = card.labels.map((id) => labels.get(id) ?? '')
      const assignees = map.get('assignees') as Y.Map<unknown> | undefined
      cards.push({
        id: card.id,
        title: card.title,
        text: [written.text, names.join(' '), ...comments.map(({ text }) => text)].filter(Boolean).join('\n'),
        columnId: column.id,
        columnName: column.name,
        isDone,
        dueOn: card.dueOn,
        createdBy: card.createdBy,
        assignees: card.assignees.map((memberId) => ({ memberId, item: itemIn(assignees, memberId) })),
        comments,
        mentions: written.mentions,
        item: itemIn(maps, card.id),
        columnItem: itemIn(map, 'columnId'),
      })
    }
  }
  return { text: board.columns.map(({ name }) => name).join('\n'), mentions: [], cards }
}

function readWritten(markdown: string): { text: string; mentions: Mention[] } {
  const text = withoutMentionLinks(markdown)
  return { text, mentions: mentionsIn(markdown).map((memberId) => ({ memberId, excerpt: text, item: undefined })) }
}

function toCardComment({ id, author, text }: BoardComment): CardComment {
  return { id, author, text: withoutMentionLinks(text), mentions: mentionsIn(text) }
}

function itemIn<T>(map: Y.Map<T> | undefined, key: string): ItemId | undefined {
  return map?._map?.get(key)?.id
}
