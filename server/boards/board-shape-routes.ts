import { Router } from 'express'
import { boardShapeEndpoints as shape } from '../../shared/board-shape-api.ts'
import type { DocumentService } from '../documents/document-service.ts'
import { mount } from '../platform/http/mount.ts'
import { boardPermits } from './board-permits.ts'
import type { BoardShapeService } from './board-shape-service.ts'

export interface BoardShapeRoutesDeps {
  shapes: BoardShapeService
  documents: DocumentService
}

export function boardShapeRoutes({ shapes, documents }: BoardShapeRoutesDeps): Router {
  const router = Router()
  const { writing } = boardPermits(documents)

  mount(router, shape.addColumn, async ({ principal, params, body }) => ({
    columnId: await shapes.addColumn(await writing(principal, params.documentId), body),
  }))

  mount(router, shape.changeColumn, async ({ principal, params, body }) =>
    shapes.changeColumn(await writing(principal, params.documentId), params.columnId, body),
  )

  mount(router, shape.moveColumn, async ({ principal, params, body }) =>
    shapes.moveColumn(await writing(principal, params.documentId), params.columnId, body.beforeColumnId),
  )

  mount(router, shape.deleteColumn, async ({ principal, params, query }) =>
    shapes.deleteColumn(await writing(principal, params.documentId), params.columnId, query.moveCardsTo),
  )

  mount(router, shape.addLane, async ({ principal, params, body }) => ({
    laneId: await shapes.addLane(await writing(principal, params.documentId), body),
  }))

  mount(router, shape.changeLane, async ({ principal, params, body }) =>
    shapes.changeLane(await writing(principal, params.documentId), params.laneId, body),
  )

  mount(router, shape.moveLane, async ({ principal, params, body }) =>
    shapes.moveLane(await writing(principal, params.documentId), params.laneId, body.beforeLaneId),
  )

  mount(router, shape.deleteLane, async ({ principal, params }) =>
    shapes.deleteLane(await writing(principal, params.documentId), params.laneId),
  )

  mount(router, shape.addLabel, async ({ principal, params, body }) => ({
    labelId: await shapes.addLabel(await writing(principal, params.documentId), body),
  }))

  mount(router, shape.changeLabel, async ({ principal, params, body }) =>
    shapes.changeLabel(await writing(principal, params.documentId), params.labelId, body),
  )

  mount(router, shape.deleteLabel, async ({ principal, params }) =>
    shapes.deleteLabel(await writing(principal, params.documentId), params.labelId),
  )

  mount(router, shape.addField, async ({ principal, params, body }) => ({
    fieldId: await shapes.addField(await writing(principal, params.documentId), body),
  }))

  mount(router, shape.changeField, async ({ principal, params, body }) =>
    shapes.changeField(await writing(principal, params.documentId), params.fieldId, body),
  )

  mount(router, shape.deleteField, async ({ principal, params }) =>
    shapes.deleteField(await writing(principal, params.documentId), params.fieldId),
  )

  mount(router, shape.saveFilter, async ({ principal, params, body }) => ({
    filterId: await shapes.saveFilter(await writing(principal, params.documentId), body),
  }))

  mount(router, shape.deleteFilter, async ({ principal, params }) =>
    shapes.deleteFilter(await writing(principal, params.documentId), params.filterId),
  )

  return router
}
