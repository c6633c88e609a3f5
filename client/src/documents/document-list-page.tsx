import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconFileText, IconLayoutKanban, IconLock, IconPlus, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DocumentInfo } from '../../../shared/documents.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import pageStyles from '../components/page.module.css'
import { DocumentMenu } from './document-menu.tsx'
import { documentsQuery, membersQuery, type PageKind, pathOf } from './document-queries.ts'
import styles from './document-list.module.css'
import { NewDocumentModal } from './new-document-modal.tsx'

/** All boards, or all documents, that the member may see. */
export function DocumentListPage({ kind }: { kind: PageKind }) {
  const { t } = useTranslation()
  const { community, member } = useCommunity()
  const [archived, setArchived] = useState(false)
  const [filter, setFilter] = useState('')
  const [creating, setCreating] = useState(false)
  const { data, error, isPending, refetch } = useQuery(documentsQuery(community.id, kind, archived))
  const isBoard = kind === 'board'
  const wanted = filter.trim().toLocaleLowerCase()
  const shown = (data ?? []).filter(({ title }) => title.toLocaleLowerCase().includes(wanted))
  const create =
    member.role === 'guest' ? null : (
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
        {t(isBoard ? 'documents.newBoard' : 'documents.newDocument')}
      </Button>
    )
  return (
    <>
      <PageHeader crumb={community.name} title={t(isBoard ? 'nav.boards' : 'nav.documents')}>
        {create}
      </PageHeader>
      <div className={pageStyles.body}>
        <div className={styles.toolbar}>
          <TextInput
            className={styles.filter}
            leftSection={<IconSearch size={16} aria-hidden />}
            placeholder={t('documents.filter')}
            aria-label={t('documents.filter')}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          <SegmentedControl
            size="sm"
            aria-label={t('documents.which')}
            value={archived ? 'archived' : 'open'}
            onChange={(value) => setArchived(value === 'archived')}
            data={[
              { value: 'open', label: t('documents.open') },
              { value: 'archived', label: t('documents.archived') },
            ]}
          />
        </div>
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : shown.length === 0 ? (
          <EmptyState
            icon={isBoard ? <IconLayoutKanban size={26} /> : <IconFileText size={26} />}
            title={emptyTitle()}
            text={
              data.length === 0 && !archived
                ? t(isBoard ? 'documents.noBoardsText' : 'documents.noDocumentsText')
                : undefined
            }
          >
            {data.length === 0 && !archived && create}
          </EmptyState>
        ) : (
          <ul className={styles.grid}>
            {shown.map((document) => (
              <DocumentTile key={document.id} document={document} />
            ))}
          </ul>
        )}
      </div>
      {creating && <NewDocumentModal kind={kind} onClose={() => setCreating(false)} />}
    </>
  )

  function emptyTitle(): string {
    if (data !== undefined && data.length > 0) return t('documents.noneFound')
    if (archived) return t('documents.noneArchived')
    return t(isBoard ? 'documents.noBoards' : 'documents.noDocuments')
  }
}

function DocumentTile({ document }: { document: DocumentInfo }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { community } = useCommunity()
  const { data: members } = useQuery(membersQuery(community.id))
  const author = members?.find(({ id }) => id === document.createdBy)
  const Icon = document.kind === 'board' ? IconLayoutKanban : IconFileText
  return (
    <li className={styles.tile}>
      <span className={styles.icon} aria-hidden>
        <Icon size={20} stroke={1.6} />
      </span>
      <div className={styles.text}>
        <Link href={pathOf(document.kind, document.id)} className={styles.title}>
          {document.title}
        </Link>
        <span className={styles.meta}>
          {t('documents.changed', { when: locale.ago(document.updatedAt) })}
          {author !== undefined && ` · ${author.name}`}
        </span>
        <span className={pageStyles.row}>
          {document.visibility === 'private' && (
            <span className={pageStyles.chip}>
              <IconLock size={12} aria-hidden />
              {t('documents.private')}
            </span>
          )}
          {document.access === 'read' && <span className={pageStyles.chip}>{t('documents.readOnly')}</span>}
        </span>
      </div>
      {document.access === 'write' && <DocumentMenu document={document} />}
    </li>
  )
}
