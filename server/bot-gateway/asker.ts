import { NotFoundError } from '../../shared/errors.ts'
import type { DocumentInfo, DocumentKind } from '../../shared/documents.ts'
import type { Me } from '../../shared/members.ts'
import type { DocumentPermit, DocumentService } from '../documents/document-service.ts'
import type { Principal } from '../platform/principal.ts'

/** A linked person who asks by a bot, and the only community that the bot serves (undefined: all). */
export interface Asker {
  accountId: string
  communityId: string | undefined
}

export type Membership = Me['memberships'][number]

/** What the person may do with a document, as in the web client. @throws NotFoundError, HubError 'forbidden'. */
export async function permitOf(
  documents: DocumentService,
  asker: Asker,
  documentId: string,
  needed: 'read' | 'write',
): Promise<DocumentPermit & { info: DocumentInfo }> {
  const principal = principalOf(asker)
  const permit = await documents.permit(principal, documentId, needed)
  if (asker.communityId !== undefined && permit.communityId !== asker.communityId) {
    throw new NotFoundError('document', documentId)
  }
  return { ...permit, info: await documents.get(principal, documentId) }
}

/** The address of a document in the web client. */
export function documentUrl(publicUrl: string, { id, kind }: { id: string; kind: DocumentKind }): string {
  return `${publicUrl}/${kind === 'board' ? 'boards' : 'documents'}/${id}`
}

export function principalOf({ accountId }: Asker): Principal {
  return { kind: 'session', accountId, name: '', email: '', image: null }
}
