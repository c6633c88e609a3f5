import { Router } from 'express'
import { versionEndpoints } from '../../shared/document-versions.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import type { DocumentService } from '../documents/document-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { Tickets } from './tickets.ts'
import type { VersionService } from './version-service.ts'

export interface SyncRoutesDeps {
  permits: DocumentService
  tickets: Tickets
  versions: VersionService
}

export function syncRoutes({ permits, tickets, versions }: SyncRoutesDeps): Router {
  const router = Router()

  mount(router, documentEndpoints.ticket, async ({ principal, params, body }) => {
    const { documentId } = await permits.permitForSync(principal, params.documentId)
    return tickets.issue({ principal, documentId, access: body.access })
  })

  mount(router, versionEndpoints.list, async ({ principal, params, query }) => {
    const { documentId } = await permits.permit(principal, params.documentId, 'read')
    return { versions: await versions.list(documentId, query) }
  })

  mount(router, versionEndpoints.create, async ({ principal, params, body }) => {
    const { documentId, memberId } = await permits.permit(principal, params.documentId, 'write')
    return await versions.create(documentId, body.name, memberId)
  })

  mount(router, versionEndpoints.get, async ({ principal, params }) => {
    const { documentId } = await permits.permit(principal, params.documentId, 'read')
    const { version, state } = await versions.read(documentId, params.versionId)
    return { ...version, state: Buffer.from(state).toString('base64') }
  })

  mount(router, versionEndpoints.compare, async ({ principal, params, query }) => {
    const { documentId } = await permits.permit(principal, params.documentId, 'read')
    return await versions.compare(documentId, query)
  })

  mount(router, versionEndpoints.restore, async ({ principal, params }) => {
    const { documentId, memberId } = await permits.permit(principal, params.documentId, 'write')
    return await versions.restore(documentId, params.versionId, memberId)
  })

  return router
}
