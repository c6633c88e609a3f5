import { z } from 'zod'
import { DUE_FILTERS, FIELD_KINDS, LABEL_COLORS } from './board-kinds.ts'
import { endpoint, id } from './endpoint.ts'

/** An id inside a board: its own clients choose it. */
export const innerId = z.string().min(1).max(128)
export const boardParams = z.object({ documentId: id })

const name = z.string().trim().min(1).max(80)
const labelName = z.string().trim().min(1).max(30)
const wipLimit = z.number().int().min(1).max(999).nullable()
const options = z.array(z.string().trim().min(1).max(80)).max(100)

/** What a filter asks for: every part of it, and of each list any one; '' stands for none. */
const cardFilter = z.object({
  text: z.string().max(200).optional(),
  labels: z.array(z.string().max(128)).max(100).optional(),
  assignees: z.array(z.string().max(128)).max(100).optional(),
  due: z.enum(DUE_FILTERS).optional(),
  /** By field id. */
  fields: z.record(innerId, z.array(z.string().max(2_000)).max(100)).optional(),
})

const columnParams = boardParams.extend({ columnId: innerId })
const laneParams = boardParams.extend({ laneId: innerId })
const labelParams = boardParams.extend({ labelId: innerId })
const fieldParams = boardParams.extend({ fieldId: innerId })

/** What endpoints of a board have in common. */
export const ofBoard = <M extends 'get' | 'post' | 'put' | 'patch' | 'delete', P extends string>(
  method: M,
  path: P,
  summary: string,
) => ({
  method,
  path: `/api/documents/:documentId/board${path}` as const,
  summary,
  tag: 'boards',
  access: method === 'get' ? ('documents:read' as const) : ('documents:write' as const),
})

const of = ofBoard

/** The shape of a board: what its cards stand in and are told apart by. */
export const boardShapeEndpoints = {
  addColumn: endpoint({
    ...of('post', '/columns', 'Add a column at the end'),
    params: boardParams,
    body: z.object({ name, wipLimit: wipLimit.default(null) }),
    answer: z.object({ columnId: innerId }),
  }),
  changeColumn: endpoint({
    ...of('patch', '/columns/:columnId', 'Rename a column, limit it, archive it or bring it back'),
    params: columnParams,
    body: z.object({
      name: name.optional(),
      wipLimit: wipLimit.optional(),
      archived: z.boolean().optional(),
    }),
  }),
  moveColumn: endpoint({
    ...of('post', '/columns/:columnId/move', 'Put a column before another, or at the end'),
    params: columnParams,
    body: z.object({ beforeColumnId: innerId.nullable().default(null) }),
    status: 204,
  }),
  deleteColumn: endpoint({
    ...of('delete', '/columns/:columnId', 'Delete a column; its cards move to another one'),
    params: columnParams,
    query: z.object({ moveCardsTo: innerId.optional() }),
  }),
  addLane: endpoint({
    ...of('post', '/lanes', 'Add a lane at the end'),
    params: boardParams,
    body: z.object({ name }),
    answer: z.object({ laneId: innerId }),
  }),
  changeLane: endpoint({
    ...of('patch', '/lanes/:laneId', 'Rename a lane'),
    params: laneParams,
    body: z.object({ name }),
  }),
  moveLane: endpoint({
    ...of('post', '/lanes/:laneId/move', 'Put a lane before another, or at the end'),
    params: laneParams,
    body: z.object({ beforeLaneId: innerId.nullable().default(null) }),
    status: 204,
  }),
  deleteLane: endpoint({
    ...of('delete', '/lanes/:laneId', 'Delete a lane; its cards stay, in no lane'),
    params: laneParams,
  }),
  addLabel: endpoint({
    ...of('post', '/labels', 'Add a label to the board'),
    params: boardParams,
    body: z.object({ name: labelName, color: z.enum(LABEL_COLORS).default('gray') }),
    answer: z.object({ labelId: innerId }),
  }),
  changeLabel: endpoint({
    ...of('patch', '/labels/:labelId', 'Rename a label, or give it another colour'),
    params: labelParams,
    body: z.object({ name: labelName.optional(), color: z.enum(LABEL_COLORS).optional() }),
  }),
  deleteLabel: endpoint({
    ...of('delete', '/labels/:labelId', 'Delete a label, from all cards too'),
    params: labelParams,
  }),
  addField: endpoint({
    ...of('post', '/fields', 'Add a field to all cards of the board; options are those of a select'),
    params: boardParams,
    body: z.object({ name, kind: z.enum(FIELD_KINDS), options: options.default([]) }),
    answer: z.object({ fieldId: innerId }),
  }),
  changeField: endpoint({
    ...of('patch', '/fields/:fieldId', 'Rename a field, or give it other options'),
    params: fieldParams,
    body: z.object({ name: name.optional(), options: options.optional() }),
  }),
  deleteField: endpoint({
    ...of('delete', '/fields/:fieldId', 'Delete a field with its values'),
    params: fieldParams,
  }),
  saveFilter: endpoint({
    ...of('post', '/filters', 'Save a filter for everybody on the board'),
    params: boardParams,
    body: z.object({ name: z.string().trim().min(1).max(60), filter: cardFilter }),
    answer: z.object({ filterId: innerId }),
  }),
  deleteFilter: endpoint({
    ...of('delete', '/filters/:filterId', 'Delete a saved filter'),
    params: boardParams.extend({ filterId: innerId }),
  }),
}
