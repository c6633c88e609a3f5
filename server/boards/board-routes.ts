import { Router } from 'express'
import { boardEndpoints } from '../../shared/board-api.ts'
import { NotFoundError } from '../../shared/errors.ts'
import { atLeast } from '../../shared/members.ts'
import type { DocumentService } from '../documents/document-service.ts'
import type { MemberService } from '../members/member-service.ts'
import { mount } from '../platform/http/mount.ts'
import { mountDownload, mountUpload } from '../platform/http/mount-file.ts'
import { boardPermits } from './board-permits.ts'
import type { BoardService } from './board-service.ts'
import type { CardFileService } from './card-file-service.ts'
import type { CommentService } from './comment-service.ts'
import { exportCsv, exportJson } from './export-board.ts'
import type { ImportService } from './import/import-service.ts'

export interface BoardRoutesDeps {
  boards: BoardService
  files: CardFileService
  comments: CommentService
  imports: ImportService
  documents: DocumentService
  members: MemberService
}

export function boardRoutes({ boards, files, comments, imports, documents, members }: BoardRoutesDeps): Router {
  const router = Router()
  const { reading, writing } = boardPermits(documents)
  const requireMembers = async (communityId: string, ids: readonly string[] | undefined) => {
    for (const id of ids ?? []) {
      if ((await members.get(id))?.communityId !== communityId) throw new NotFoundError('member', id)
    }
  }

  mount(router, boardEndpoints.read, async ({ principal, params }) => {
    await reading(principal, params.documentId)
    return await boards.read(params.documentId)
  })

  mount(router, boardEndpoints.addCard, async ({ principal, params, body }) => {
    const { memberId, communityId } = await writing(principal, params.documentId)
    await requireMembers(communityId, body.assignees)
    return { cardId: await boards.addCard(params.documentId, memberId, body) }
  })

  mount(router, boardEndpoints.getCard, async ({ principal, params }) => {
    await reading(principal, params.documentId)
    return await boards.readCard(params.documentId, params.cardId)
  })

  mount(router, boardEndpoints.changeCard, async ({ principal, params, body }) => {
    const { memberId, communityId } = await writing(principal, params.documentId)
    await requireMembers(communityId, body.assignees)
    await boards.changeCard(params.documentId, memberId, params.cardId, body)
  })

  mount(router, boardEndpoints.moveCard, async ({ principal, params, body }) => {
    const { memberId } = await writing(principal, params.documentId)
    await boards.moveCard(params.documentId, memberId, params.cardId, body)
  })

  mount(router, boardEndpoints.deleteCard, async ({ principal, params }) => {
    const { memberId } = await writing(principal, params.documentId)
    await boards.deleteCard(params.documentId, memberId, params.cardId)
  })

  mount(router, boardEndpoints.addCheckItem, async ({ principal, params, body }) => {
    const { memberId } = await writing(principal, params.documentId)
    return { itemId: await boards.addCheckItem(params.documentId, memberId, params.cardId, body) }
  })

  mount(router, boardEndpoints.changeCheckItem, async ({ principal, params, body }) => {
    const { memberId } = await writing(principal, params.documentId)
    await boards.changeCheckItem(params.documentId, memberId, params.cardId, params.itemId, body)
  })

  mount(router, boardEndpoints.relate, async ({ principal, params }) => {
    const { memberId } = await writing(principal, params.documentId)
    await boards.relate(params.documentId, memberId, params, true)
  })

  mount(router, boardEndpoints.unrelate, async ({ principal, params }) => {
    const { memberId } = await writing(principal, params.documentId)
    await boards.relate(params.documentId, memberId, params, false)
  })

  mountUpload(router, boardEndpoints.attachFile, async ({ principal, params, query, bytes, content }) =>
    files.attach(await writing(principal, params.documentId), params.cardId, { name: query.name, bytes, content }),
  )

  mount(router, boardEndpoints.eraseFile, async ({ principal, params }) =>
    files.erase(await writing(principal, params.documentId), params.cardId, params.fileId),
  )

  mount(router, boardEndpoints.saveTemplate, async ({ principal, params }) => {
    const { memberId } = await writing(principal, params.documentId)
    return { templateId: await boards.saveTemplate(params.documentId, memberId, params.cardId) }
  })

  mount(router, boardEndpoints.addFromTemplate, async ({ principal, params, body }) => {
    const { memberId } = await writing(principal, params.documentId)
    return { cardId: await boards.addFromTemplate(params.documentId, memberId, params.templateId, body) }
  })

  mount(router, boardEndpoints.comments, async ({ principal, params }) => {
    await reading(principal, params.documentId)
    return { comments: await comments.list(params.documentId) }
  })

  mount(router, boardEndpoints.addComment, async ({ principal, params, body }) => {
    const permit = await writing(principal, params.documentId)
    return await boards.comment(permit, { cardId: params.cardId, ...body })
  })

  mount(router, boardEndpoints.editComment, async ({ principal, params, body }) =>
    comments.edit(await writing(principal, params.documentId), params.commentId, body.text),
  )

  mount(router, boardEndpoints.deleteComment, async ({ principal, params }) => {
    const permit = await writing(principal, params.documentId)
    const member = await members.get(permit.memberId)
    await comments.remove(permit, params.commentId, member !== undefined && atLeast(member.role, 'admin'))
  })

  mountUpload(router, boardEndpoints.importCards, async ({ principal, params, query, content }) =>
    imports.import(await writing(principal, params.documentId), query.format, content),
  )

  mountDownload(router, boardEndpoints.exportCards, async ({ principal, params, query }) => {
    const { communityId } = await reading(principal, params.documentId)
    const { title } = await documents.get(principal, params.documentId)
    const names = new Map((await members.list(communityId)).map(({ id, name }) => [id, name]))
    const input = { title, board: await boards.read(params.documentId), members: names }
    const name = `${title.slice(0, 80)}.${query.format}`
    return query.format === 'json'
      ? { name, type: 'application/json; charset=utf-8', inline: false, content: exportJson(input) }
      : { name, type: 'text/csv; charset=utf-8', inline: false, content: exportCsv(input) }
  })

  return router
}
