import { HubError } from '../../shared/errors.ts'
import type { DocumentPermit, DocumentService } from '../documents/document-service.ts'
import type { Principal } from '../platform/principal.ts'

/** Who may read and who may write a board; a document of another kind is refused. */
export function boardPermits(documents: DocumentService) {
  const permit = async (
    principal: Principal,
    documentId: string,
    needed: 'read' | 'write',
  ): Promise<DocumentPermit> => {
    const granted = await documents.permit(principal, documentId, needed)
    if (granted.kind === 'board') return granted
    throw new HubError('invalid_input', 'This document is not a board.')
  }
  return {
    reading: (principal: Principal, documentId: string) => permit(principal, documentId, 'read'),
    writing: (principal: Principal, documentId: string) => permit(principal, documentId, 'write'),
  }
}
