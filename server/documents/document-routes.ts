import { Router } from 'express'
import { documentEndpoints } from '../../shared/documents.ts'
import { HubError } from '../../shared/errors.ts'
import type { BoardService } from '../boards/board-service.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import type { DocumentService } from './document-service.ts'
import type { TextService } from './text-service.ts'

export interface DocumentRoutesDeps {
  documents: DocumentService
  boards: BoardService
  texts: TextService
  members: MemberService
}

export function documentRoutes({ documents, boards, texts, members }: DocumentRoutesDeps): Router {
  const router = Router()

  mount(router, documentEndpoints.list, async ({ principal, params, query }) => {
    const member = await members.memberOf(principal, params.communityId)
    return { documents: await documents.list(member, query) }
  })

  mount(router, documentEndpoints.create, async ({ principal, params, body }) => {
    const member = await members.memberOf(principal, params.communityId)
    const { markdown = '', ...input } = body
    if (markdown !== '' && input.kind !== 'text') {
      throw new HubError('invalid_input', 'Only a document of kind ‘text’ begins with Markdown.')
    }
    const document = await documents.create(member, input)
    if (document.kind === 'board') await boards.init(document.id, member.id)
    if (markdown !== '') await texts.appendMarkdown(document.id, member.id, markdown)
    return document
  })

  mount(router, documentEndpoints.get, ({ principal, params }) => documents.get(principal, params.documentId))

  mount(router, documentEndpoints.update, ({ principal, params, body }) =>
    documents.update(principal, params.documentId, body),
  )

  mount(router, documentEndpoints.grant, async ({ principal, params, body }) => {
    await documents.grant(principal, params.documentId, body.memberId, body.access)
    return body
  })

  return router
}
