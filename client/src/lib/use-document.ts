import { useEffect, useState, useSyncExternalStore } from 'react'
import type { DocumentConnection } from './document-connection.ts'
import { acquireDocument, type ConnectionStatus, releaseDocument } from './document-connection.ts'

/** The live copy of a document while the component is there; undefined for its first moment. */
export function useDocumentConnection(documentId: string): DocumentConnection | undefined {
  const [connection, setConnection] = useState<DocumentConnection>()
  useEffect(() => {
    setConnection(acquireDocument(documentId))
    return () => releaseDocument(documentId)
  }, [documentId])
  return connection?.documentId === documentId ? connection : undefined
}

const LOADING: ConnectionStatus = { state: 'loading', pending: 0 }

export function useConnectionStatus(connection: DocumentConnection | undefined): ConnectionStatus {
  return useSyncExternalStore(
    (listener) => connection?.subscribe(listener) ?? (() => {}),
    () => connection?.status() ?? LOADING,
  )
}
