import type { DocumentRef } from '../../shared/bot-work.ts'
import type { DocumentInfo, DocumentKind } from '../../shared/documents.ts'
import { HubError } from '../../shared/errors.ts'
import type { DocumentService } from '../documents/document-service.ts'
import type { TextService } from '../documents/text-service.ts'
import type { MemberService } from '../members/member-service.ts'
import { type Asker, documentUrl, permitOf } from './asker.ts'

/** Of so many documents, last changed first, the text is looked into: each is read from the log. */
const MOST_READ = 60
const MOST_FOUND = 10
const LONGEST_TEXT = 200_000
const EXCERPT = 1200
const AROUND = 80

export interface DocumentsForPeopleDeps {
  documents: DocumentService
  texts: TextService
  members: MemberService
  publicUrl: () => string
}

/** What bots ask about documents. A person sees and changes by chat what they may see and change in the web client. */
export class DocumentsForPeople {
  readonly #deps: DocumentsForPeopleDeps

  constructor(deps: DocumentsForPeopleDeps) {
    this.#deps = deps
  }

  async find(asker: Asker, kind: DocumentKind, query: string, limit: number): Promise<DocumentRef[]> {
    const words = wordsOf(query)
    const all = await this.#readable(asker, kind)
    return all.filter(({ title }) => hasAll(title, words)).slice(0, limit)
  }

  async search(asker: Asker, query: string): Promise<(DocumentRef & { excerpt: string })[]> {
    const words = wordsOf(query)
    if (words.length === 0) return []
    const found: (DocumentRef & { excerpt: string })[] = []
    for (const [index, ref] of (await this.#readable(asker, 'text')).entries()) {
      const text = index < MOST_READ ? await this.#deps.texts.read(ref.id, LONGEST_TEXT) : ''
      if (hasAll(`${ref.title}\n${text}`, words)) found.push({ ...ref, excerpt: around(text, words[0] ?? '') })
      if (found.length === MOST_FOUND) break
    }
    return found
  }

  async open(asker: Asker, documentId: string): Promise<{ document: DocumentRef; excerpt: string }> {
    const { info } = await permitOf(this.#deps.documents, asker, documentId, 'read')
    requireText(info)
    return { document: await this.#refOf(info), excerpt: await this.#deps.texts.read(documentId, EXCERPT) }
  }

  /** @throws HubError 'forbidden' for who may only read it. */
  async append(asker: Asker, documentId: string, text: string): Promise<{ document: DocumentRef }> {
    const { info, memberId } = await permitOf(this.#deps.documents, asker, documentId, 'write')
    requireText(info)
    await this.#deps.texts.append(documentId, memberId, text)
    return { document: await this.#refOf(info) }
  }

  async #readable(asker: Asker, kind: DocumentKind): Promise<DocumentRef[]> {
    const { documents, members, publicUrl } = this.#deps
    const all: (DocumentInfo & { communityName: string })[] = []
    for (const { community, member } of await members.membershipsOf(asker.accountId, asker.communityId)) {
      const found = await documents.list(member, { kind, archived: false })
      all.push(...found.map((info) => ({ ...info, communityName: community.name })))
    }
    return all
      .toSorted((a, b) => b.updatedAt - a.updatedAt)
      .map(({ id, title, communityName }) => {
        return { id, kind, title, communityName, url: documentUrl(publicUrl(), { id, kind }) }
      })
  }

  async #refOf({ id, kind, title, communityId }: DocumentInfo): Promise<DocumentRef> {
    const communityName = (await this.#deps.members.community(communityId))?.name ?? ''
    return { id, kind, title, communityName, url: documentUrl(this.#deps.publicUrl(), { id, kind }) }
  }
}

function requireText({ kind }: DocumentInfo): void {
  if (kind !== 'text') throw new HubError('invalid_input', 'This is not a document with text.')
}

function wordsOf(query: string): string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 10)
}

function hasAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return words.every((word) => lower.includes(word))
}

/** The line with the word, shortened around it. */
function around(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word)
  if (at === -1) return ''
  const start = Math.max(text.lastIndexOf('\n', at) + 1, at - AROUND)
  const end = text.indexOf('\n', at)
  return text.slice(start, Math.min(end === -1 ? text.length : end, at + 2 * AROUND))
}
