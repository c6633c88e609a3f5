import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DocumentInfo } from '../../../shared/documents.ts'
import { ConnectionBadge, RefusalNotice } from '../components/connection-badge.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { PresenceAvatars } from '../components/presence-avatars.tsx'
import type { DocumentConnection } from '../lib/document-connection.ts'
import { usePresence } from '../lib/presence.ts'
import { useConnectionStatus, useDocumentConnection } from '../lib/use-document.ts'
import { DocumentEditor } from './document-editor.tsx'
import { DocumentMenu } from './document-menu.tsx'
import styles from './document-page.module.css'
import { documentQuery } from './document-queries.ts'
import { ReadOnlyBadge } from './read-only-badge.tsx'
import { TitleField } from './title-field.tsx'

export function DocumentPage({ documentId }: { documentId: string }) {
  const { data: info, error, isPending, refetch } = useQuery(documentQuery(documentId))
  const connection = useDocumentConnection(documentId)
  if (isPending || connection === undefined) return <PageLoader />
  if (info === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  return <OpenText info={info} connection={connection} />
}

function OpenText({ info, connection }: { info: DocumentInfo; connection: DocumentConnection }) {
  const { t } = useTranslation()
  const status = useConnectionStatus(connection)
  const presences = usePresence(connection)
  const mayWrite = info.access === 'write' && status.state !== 'refused'
  return (
    <div className={styles.page}>
      <PageHeader
        crumb={<Link href="/documents">{t('nav.documents')}</Link>}
        title={info.title}
        heading={<TitleField document={info} />}
      >
        {info.access === 'read' && <ReadOnlyBadge />}
        <ConnectionBadge status={status} />
        <PresenceAvatars presences={presences} />
        {info.access === 'write' && <DocumentMenu document={info} size={34} />}
      </PageHeader>
      <RefusalNotice status={status} />
      {/* An editor over a document that has not come yet would show, and could save, an empty page. */}
      {status.state === 'loading' ? (
        <PageLoader />
      ) : (
        <DocumentEditor connection={connection} title={info.title} mayWrite={mayWrite} />
      )}
    </div>
  )
}
