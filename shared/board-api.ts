import { z } from 'zod'
import { attachmentEndpoints } from './attachments.ts'
import { DUE_FILTERS, FIELD_KINDS, LABEL_COLORS, RELATION_KINDS } from './board-kinds.ts'
import { boardComment, commentText } from './board-comments.ts'
import { boardParams, innerId, ofBoard as of } from './board-shape-api.ts'
import { endpoint, epochMs, fileBytes, id } from './endpoint.ts'

const cardTitle = z.string().trim().min(1).max(500)
const markdown = z.string().max(50_000)

const fieldValue = z.union([z.string().max(2_000), z.number(), z.boolean()])

const cardFile = z.object({ id: z.string(), name: z.string(), type: z.string(), bytes: z.number() })

const cardData = z.object({
  id: innerId,
  title: z.string(),
  description: z.string(),
  laneId: innerId.nullable(),
  labels: z.array(z.string()),
  assignees: z.array(z.string()),
  dueOn: z.string().nullable(),
  checklists: z.array(
    z.object({
      id: innerId,
      name: z.string(),
      items: z.array(z.object({ id: innerId, text: z.string(), done: z.boolean() })),
    }),
  ),
  files: z.array(cardFile),
  cover: z.string().nullable(),
  fields: z.record(z.string(), fieldValue),
  relations: z.array(z.object({ kind: z.enum(RELATION_KINDS), cardId: z.string() })),
  comments: z.array(boardComment),
  createdAt: epochMs,
  createdBy: z.string().nullable(),
  archivedAt: epochMs.nullable(),
})

const columnData = z.object({
  id: innerId,
  name: z.string(),
  wipLimit: z.number().int().nullable(),
  cards: z.array(cardData),
})

const filterData = z.object({
  text: z.string().optional(),
  labels: z.array(z.string()).optional(),
  assignees: z.array(z.string()).optional(),
  due: z.enum(DUE_FILTERS).optional(),
  fields: z.record(z.string(), z.array(z.string())).optional(),
})

const boardData = z.object({
  columns: z.array(columnData),
  lanes: z.array(z.object({ id: innerId, name: z.string() })),
  labels: z.array(z.object({ id: innerId, name: z.string(), color: z.enum(LABEL_COLORS) })),
  fields: z.array(z.object({ id: innerId, name: z.string(), kind: z.enum(FIELD_KINDS), options: z.array(z.string()) })),
  filters: z.array(z.object({ id: innerId, name: z.string(), filter: filterData })),
  templates: z.array(cardData),
  archived: z.object({ columns: z.array(columnData), cards: z.array(cardData) }),
})

const cardDetails = {
  description: markdown.optional(),
  /** Ids of the board's labels. */
  labels: z.array(innerId).max(50).optional(),
  /** Member ids. */
  assignees: z.array(id).max(50).optional(),
  laneId: innerId.nullable().optional(),
  /** By field id; null takes the value away. */
  fields: z.record(innerId, fieldValue.nullable()).optional(),
}

const newCard = z.object({
  title: cardTitle,
  /** Absent: the first column. */
  columnId: innerId.optional(),
  dueOn: z.iso.date().optional(),
  ...cardDetails,
})

const cardChange = z.object({
  title: cardTitle.optional(),
  dueOn: z.iso.date().nullable().optional(),
  archived: z.boolean().optional(),
  /** Id of the file that is shown on the card. */
  cover: innerId.nullable().optional(),
  ...cardDetails,
})

const cardParams = z.object({ documentId: id, cardId: innerId })
const relationParams = cardParams.extend({ kind: z.enum(RELATION_KINDS), otherId: innerId })
const commentParams = z.object({ documentId: id, commentId: id })

/** How a row or card of an import went wrong; the others were taken. */
const importProblem = z.object({ row: z.number().int(), message: z.string() })
export type ImportProblem = z.infer<typeof importProblem>

export const boardEndpoints = {
  read: endpoint({
    ...of('get', '', 'A board as data: columns with their cards in order, and what is archived'),
    params: boardParams,
    answer: boardData,
  }),
  addCard: endpoint({
    ...of('post', '/cards', 'Add a card at the end of a column; it merges with what people do at the same time'),
    params: boardParams,
    body: newCard,
    answer: z.object({ cardId: innerId }),
  }),
  getCard: endpoint({
    ...of('get', '/cards/:cardId', 'One card with its comments, and the column it is in'),
    params: cardParams,
    answer: cardData.extend({ columnId: innerId }),
  }),
  changeCard: endpoint({
    ...of('patch', '/cards/:cardId', 'Change a card: what is absent stays; lists replace what is there'),
    params: cardParams,
    body: cardChange,
  }),
  moveCard: endpoint({
    ...of('post', '/cards/:cardId/move', 'Move a card to a column, before another card or to its end'),
    params: cardParams,
    body: z.object({
      columnId: innerId,
      laneId: innerId.nullable().optional(),
      beforeCardId: innerId.nullable().default(null),
    }),
    status: 204,
  }),
  deleteCard: endpoint({
    ...of('delete', '/cards/:cardId', 'Delete a card for good; archiving keeps it'),
    params: cardParams,
  }),
  addCheckItem: endpoint({
    ...of(
      'post',
      '/cards/:cardId/check-items',
      'Add an item to a checklist of a card, which is made if it is not there',
    ),
    params: cardParams,
    body: z.object({ text: z.string().trim().min(1).max(500), checklist: z.string().trim().min(1).max(120) }),
    answer: z.object({ itemId: innerId }),
  }),
  changeCheckItem: endpoint({
    ...of('patch', '/cards/:cardId/check-items/:itemId', 'Tick an item of a checklist, or change its text'),
    params: cardParams.extend({ itemId: innerId }),
    body: z.object({ text: z.string().trim().min(1).max(500).optional(), done: z.boolean().optional() }),
  }),
  relate: endpoint({
    ...of(
      'put',
      '/cards/:cardId/relations/:kind/:otherId',
      'Say how a card stands to another: it blocks it, duplicates it …',
    ),
    params: relationParams,
  }),
  unrelate: endpoint({
    ...of('delete', '/cards/:cardId/relations/:kind/:otherId', 'Take a relation back'),
    params: relationParams,
  }),
  attachFile: endpoint({
    ...of(
      'post',
      '/cards/:cardId/files',
      'Attach a file to a card: its bytes as application/octet-stream, its name in the query',
    ),
    params: cardParams,
    query: attachmentEndpoints.upload.query,
    body: fileBytes,
    bodyType: 'file',
    answer: cardFile,
  }),
  eraseFile: endpoint({
    ...of('delete', '/cards/:cardId/files/:fileId', 'Take a file off a card and erase it for good'),
    params: cardParams.extend({ fileId: id }),
  }),
  saveTemplate: endpoint({
    ...of(
      'post',
      '/cards/:cardId/template',
      'Keep a copy of a card as a template; it is changed and deleted as cards are',
    ),
    params: cardParams,
    answer: z.object({ templateId: innerId }),
  }),
  addFromTemplate: endpoint({
    ...of('post', '/templates/:templateId/cards', 'Add a card after a template, at the end of a column'),
    params: boardParams.extend({ templateId: innerId }),
    body: z.object({
      /** Absent: the template’s. */
      title: cardTitle.optional(),
      /** Absent: the template’s, or the first. */
      columnId: innerId.optional(),
      laneId: innerId.nullable().optional(),
    }),
    answer: z.object({ cardId: innerId }),
  }),
  comments: endpoint({
    ...of('get', '/comments', 'The comments on all cards of a board, oldest first'),
    params: boardParams,
    answer: z.object({ comments: z.array(boardComment) }),
  }),
  addComment: endpoint({
    ...of('post', '/cards/:cardId/comments', 'Comment on a card; sending the same id again changes nothing'),
    params: cardParams,
    body: z.object({ text: commentText, id: id.optional() }),
    answer: boardComment,
  }),
  editComment: endpoint({
    ...of('patch', '/comments/:commentId', 'Change one’s own comment'),
    params: commentParams,
    body: z.object({ text: commentText }),
    answer: boardComment,
  }),
  deleteComment: endpoint({
    ...of('delete', '/comments/:commentId', 'Delete one’s own comment; an admin deletes any'),
    params: commentParams,
  }),
  importCards: endpoint({
    ...of('post', '/import', 'Add the cards of a Trello export (JSON), a CSV file, or an export of this hub'),
    params: boardParams,
    query: z.object({ format: z.enum(['json', 'csv']) }),
    body: fileBytes,
    bodyType: 'file',
    answer: z.object({
      cards: z.number().int(),
      /** The first of them; `problemCount` counts all. */
      problems: z.array(importProblem),
      problemCount: z.number().int(),
    }),
  }),
  exportCards: endpoint({
    ...of('get', '/export', 'The whole board as JSON, or its cards as CSV'),
    params: boardParams,
    query: z.object({ format: z.enum(['json', 'csv']) }),
    answer: fileBytes,
    answerType: 'file',
  }),
}
