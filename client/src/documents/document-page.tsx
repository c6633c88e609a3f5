import { ActionIcon } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconLanguage, IconMessages } from '@tabler/icons-react'
import type { Editor } from '@tiptap/react'
import { lazy, Suspense, useCallback, useState } from 'react'
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
import { FileMenuItems } from './file-menu.tsx'
import { ReadOnlyBadge } from './read-only-badge.tsx'
import { ShareButton } from './sharing/share-button.tsx'
import type { Panel } from './side-panel.tsx'
import { TitleField } from './title-field.tsx'

const DocumentKeysSheet = lazy(async () => ({
  default: (await import('./document-keys-sheet.tsx')).DocumentKeysSheet,
}))

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
  const [editor, setEditor] = useState<Editor | null>(null)
  const [panel, setPanel] = useState<Panel | null>(null)
  const [followedId, setFollowedId] = useState<number>()
  const [showsKeys, setShowsKeys] = useState(false)
  const showKeys = useCallback(() => setShowsKeys(true), [])
  const stopFollowing = useCallback(() => setFollowedId(undefined), [])
  return (
    <div className={styles.page}>
      <PageHeader
        crumb={<Link href="/documents">{t('nav.documents')}</Link>}
        title={info.title}
        heading={<TitleField document={info} />}
      >
        {info.access === 'read' && <ReadOnlyBadge />}
        <ConnectionBadge status={status} />
        <PresenceAvatars presences={presences} onFollow={({ clientId }) => setFollowedId(clientId)} />
        {info.access === 'write' && <ShareButton documentId={info.id} />}
        <ActionIcon
          variant="subtle"
          color="gray"
          c="inherit"
          size={34}
          aria-label={t('panel.open')}
          title={t('panel.open')}
          aria-pressed={panel !== null}
          onClick={() => setPanel(panel === null ? 'review' : null)}
        >
          <IconMessages size={19} stroke={1.7} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="inherit"
          size={34}
          aria-label={t('translation.open')}
          title={t('translation.open')}
          aria-pressed={panel === 'translation'}
          onClick={() => setPanel(panel === 'translation' ? null : 'translation')}
        >
          <IconLanguage size={19} stroke={1.7} aria-hidden />
        </ActionIcon>
        {editor !== null && (
          <DocumentMenu document={info} size={34}>
            <FileMenuItems editor={editor} title={info.title} onHelp={showKeys} />
          </DocumentMenu>
        )}
      </PageHeader>
      <RefusalNotice status={status} />
      {/* An editor over a document that has not come yet would show, and could save, an empty page. */}
      {status.state === 'loading' ? (
        <PageLoader />
      ) : (
        <DocumentEditor
          info={info}
          connection={connection}
          followed={presences.find(({ clientId }) => clientId === followedId)}
          stopFollowing={stopFollowing}
          mayWrite={mayWrite}
          onEditor={setEditor}
          panel={panel}
          setPanel={setPanel}
          onHelp={showKeys}
        />
      )}
      <Suspense>{showsKeys && <DocumentKeysSheet onClose={() => setShowsKeys(false)} />}</Suspense>
    </div>
  )
}
