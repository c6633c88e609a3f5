import type { IncomingMessage } from 'node:http'
import { CLOSE, DOCUMENT_SCHEMA_VERSION } from '../../shared/collab-protocol.ts'
import type { DocumentAccess } from '../../shared/documents.ts'
import { id as idSchema } from '../../shared/endpoint.ts'
import { HubError } from '../../shared/errors.ts'
import type { DocumentPermit, DocumentService } from '../documents/document-service.ts'
import { headersOf } from '../platform/http/mount.ts'
import type { Log } from '../platform/log.ts'
import { type Authenticate, type Principal, principalKey } from '../platform/principal.ts'
import type { LiveDocument } from './live-document.ts'
import type { LiveDocuments } from './live-documents.ts'
import type { Tickets } from './tickets.ts'

export const COLLAB_PATH = '/collab/'

export interface AdmissionDeps {
  documents: LiveDocuments
  permits: DocumentService
  authenticate: Authenticate
  tickets: Tickets
  log: Log
}

/** Who was let in to what. */
export interface Admitted {
  principal: Principal
  /** One person for limits and cursors. */
  owner: string
  permit: DocumentPermit
  /** What the ticket, if any, allows at most. */
  most: DocumentAccess
  document: LiveDocument
  wantsSaved: boolean
  wantsGeneration: boolean
}

export interface Refusal {
  code: number
  reason: string
}

/** Decides whether a handshake may become a document socket: who asks, for what, with which client. */
export class Admission {
  readonly #deps: AdmissionDeps

  constructor(deps: AdmissionDeps) {
    this.#deps = deps
  }

  async look(request: IncomingMessage, url: URL): Promise<Admitted | Refusal> {
    const documentId = idSchema.safeParse(safeDecode(url.pathname.slice(COLLAB_PATH.length)))
    if (!documentId.success) return { code: CLOSE.notFound, reason: 'not a document id' }
    try {
      const who = await this.#who(request, url, documentId.data)
      if (who === undefined) return { code: CLOSE.unauthenticated, reason: 'sign in, or send a token' }
      const permit = limited(await this.#deps.permits.permitForSync(who.principal, documentId.data), who.most)
      if (permit.kind !== 'plain' && isOlder(url.searchParams.get('v'))) {
        return { code: CLOSE.schemaTooOld, reason: 'this client is too old for the document' }
      }
      const generation = url.searchParams.get('generation')
      if (generation !== null && generation !== '' && generation !== permit.generation) {
        return { code: CLOSE.otherGeneration, reason: 'the document was made anew' }
      }
      return {
        ...who,
        owner: principalKey(who.principal),
        permit,
        document: await this.#deps.documents.get(documentId.data),
        wantsSaved: url.searchParams.get('saved') === '1',
        wantsGeneration: generation === '',
      }
    } catch (error) {
      return this.#refusalOf(error)
    }
  }

  async #who(
    request: IncomingMessage,
    url: URL,
    documentId: string,
  ): Promise<{ principal: Principal; most: DocumentAccess } | undefined> {
    const sealed = url.searchParams.get('ticket')
    if (sealed !== null) {
      const ticket = this.#deps.tickets.read(sealed)
      return ticket?.documentId === documentId ? { principal: ticket.principal, most: ticket.access } : undefined
    }
    const token = url.searchParams.get('token') ?? undefined
    const principal = await this.#deps.authenticate({ headers: headersOf(request), token })
    return principal === undefined ? undefined : { principal, most: 'write' }
  }

  #refusalOf(error: unknown): Refusal {
    if (error instanceof HubError) {
      if (error.code === 'not_found') return { code: CLOSE.notFound, reason: 'no such document for you' }
      if (error.code === 'forbidden') return { code: CLOSE.forbidden, reason: error.message.slice(0, 120) }
    }
    this.#deps.log.error({ err: error }, 'document not opened')
    return { code: CLOSE.tryLater, reason: 'the hub cannot open the document just now' }
  }
}

/** A cookie goes along whoever asks the browser; a token or ticket is known to the page that sends it. */
export function bringsCookieOnly(request: IncomingMessage, url: URL): boolean {
  const { searchParams } = url
  return !searchParams.has('token') && !searchParams.has('ticket') && request.headers.authorization === undefined
}

/** The permit with no more access than `most`. */
export function limited(permit: DocumentPermit, most: DocumentAccess): DocumentPermit {
  return permit.access === 'write' && most === 'read' ? { ...permit, access: 'read' } : permit
}

/** A stock client says no version and is let in; only one that says an older one is known to be older. */
function isOlder(version: string | null): boolean {
  return version !== null && !(Number(version) >= DOCUMENT_SCHEMA_VERSION)
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}
