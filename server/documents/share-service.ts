import { createHash } from 'node:crypto'
import type { AttachmentInfo } from '../../shared/attachments.ts'
import type { CommentThread } from '../../shared/document-comments.ts'
import type { ShareAccess, SharedDocument, ShareLink } from '../../shared/document-sharing.ts'
import { HubError, NotFoundError } from '../../shared/errors.ts'
import type { AttachmentService } from '../attachments/attachment-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import { newSecret } from '../platform/ids.ts'
import type { CommentService } from './comment-service.ts'
import type { DocumentTables } from './document-tables.ts'
import type { TextService } from './text-service.ts'

/** Of one document. */
const MOST_LINKS = 50
const DAY_MS = 86_400_000

export interface ShareServiceDeps {
  queries: Queries
  members: MemberService
  texts: TextService
  comments: CommentService
  attachments: AttachmentService
  publicUrl: () => string
  now: () => number
  newId: () => string
}

type Row = DocumentTables['document_share_links']
interface Shared {
  link: Row
  document: Pick<DocumentTables['documents'], 'id' | 'title' | 'community_id'>
}

/** Links by which somebody reads one document without signing in, and nothing else. Who may make them is the caller's. */
export class ShareService {
  readonly #deps: ShareServiceDeps

  constructor(deps: ShareServiceDeps) {
    this.#deps = deps
  }

  /** Newest first; those that have expired are left out. */
  async list(documentId: string): Promise<ShareLink[]> {
    const rows = await this.#deps.queries
      .selectFrom('document_share_links')
      .selectAll()
      .where('document_id', '=', documentId)
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', this.#deps.now())]))
      .orderBy('id', 'desc')
      .execute()
    return rows.map(toLink)
  }

  /** @throws HubError 'conflict' when the document has all the links that it may have. */
  async create(
    documentId: string,
    memberId: string,
    input: { access: ShareAccess; expiresInDays?: number | undefined },
  ): Promise<ShareLink & { url: string }> {
    if ((await this.list(documentId)).length >= MOST_LINKS) {
      throw new HubError('conflict', `A document has at most ${MOST_LINKS} share links; revoke one first.`)
    }
    const secret = newSecret()
    const now = this.#deps.now()
    const row: Row = {
      id: this.#deps.newId(),
      document_id: documentId,
      secret_hash: hash(secret),
      access: input.access,
      created_by: memberId,
      created_at: now,
      expires_at: input.expiresInDays === undefined ? null : now + input.expiresInDays * DAY_MS,
    }
    await this.#deps.queries.insertInto('document_share_links').values(row).execute()
    return { ...toLink(row), url: `${this.#deps.publicUrl()}/shared/${secret}` }
  }

  async revoke(documentId: string, linkId: string): Promise<void> {
    const { numDeletedRows } = await this.#deps.queries
      .deleteFrom('document_share_links')
      .where('id', '=', linkId)
      .where('document_id', '=', documentId)
      .executeTakeFirst()
    if (Number(numDeletedRows) === 0) throw new NotFoundError('share link', linkId)
  }

  /** @throws HubError 'not_found' alike for a link that never was, was revoked, has expired, or whose document is put away. */
  async open(secret: string): Promise<SharedDocument> {
    const { link, document } = await this.#find(secret)
    const community = await this.#deps.members.community(document.community_id)
    return {
      title: document.title,
      community: community?.name ?? '',
      access: accessOf(link),
      html: withSharedImages(await this.#deps.texts.html(document.id), secret),
      expiresAt: link.expires_at,
      threads: accessOf(link) === 'comment' ? (await this.#deps.comments.list(document.id)).map(forStrangers) : [],
    }
  }

  /** @throws NotFoundError for a file of any other document, and for what is no image. */
  async image(secret: string, attachmentId: string): Promise<AttachmentInfo> {
    const { document } = await this.#find(secret)
    const info = await this.#deps.attachments.get(attachmentId)
    if (info.documentId !== document.id || !info.type.startsWith('image/')) {
      throw new NotFoundError('attachment', attachmentId)
    }
    return info
  }

  async comment(
    secret: string,
    input: { name: string; quote: { quote: string; before: string } | null; text: string },
  ): Promise<CommentThread> {
    const { place, by } = await this.#commenter(secret, input.name)
    const anchor = input.quote === null ? null : { start: null, end: null, ...input.quote }
    return forStrangers(await this.#deps.comments.open(place, by, { anchor, text: withoutMentions(input.text) }))
  }

  async reply(secret: string, threadId: string, input: { name: string; text: string }): Promise<CommentThread> {
    const { place, by } = await this.#commenter(secret, input.name)
    return forStrangers(await this.#deps.comments.reply(place, threadId, by, withoutMentions(input.text)))
  }

  async #commenter(secret: string, guestName: string) {
    const { link, document } = await this.#find(secret)
    if (accessOf(link) !== 'comment') throw new HubError('forbidden', 'This link is for reading only.')
    return { place: { documentId: document.id, communityId: document.community_id }, by: { guestName } }
  }

  async #find(secret: string): Promise<Shared> {
    const link = await this.#deps.queries
      .selectFrom('document_share_links')
      .selectAll()
      .where('secret_hash', '=', hash(secret))
      .executeTakeFirst()
    const document =
      link === undefined
        ? undefined
        : await this.#deps.queries
            .selectFrom('documents')
            .select(['id', 'title', 'community_id'])
            .where('id', '=', link.document_id)
            .where('kind', '=', 'text')
            .where('archived_at', 'is', null)
            .executeTakeFirst()
    const isOver = link?.expires_at !== undefined && link.expires_at !== null && link.expires_at <= this.#deps.now()
    if (link === undefined || document === undefined || isOver) {
      throw new HubError('not_found', 'This link does not work any more. Ask whoever gave it to you for a new one.')
    }
    return { link, document }
  }
}

/** A stranger has no session that would open the images' own addresses. */
function withSharedImages(html: string, secret: string): string {
  return html.replaceAll(' src="/api/attachments/', ` src="/api/shared/${secret}/attachments/`)
}

/** Names are shown; ids, which open nothing but say who is who elsewhere, stay in the community. */
function forStrangers(thread: CommentThread): CommentThread {
  return {
    ...thread,
    resolvedBy: null,
    comments: thread.comments.map((comment) => ({
      ...comment,
      authorId: null,
      text: comment.text.replace(/\[(@[^\]]*)\]\(\/members#[^)]*\)/g, '$1'),
    })),
  }
}

/** Nobody outside of the community rings a member's bell. */
function withoutMentions(text: string): string {
  return text.replaceAll('](/members#', '] (/members#')
}

function accessOf(row: Row): ShareAccess {
  return row.access === 'comment' ? 'comment' : 'read'
}

function toLink(row: Row): ShareLink {
  return {
    id: row.id,
    access: accessOf(row),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
