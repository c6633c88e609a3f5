import { ActionIcon, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconArchive, IconArchiveOff, IconDots, IconLock, IconUsers } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { documentEndpoints, type DocumentInfo } from '../../../shared/documents.ts'
import { api } from '../lib/api.ts'
import { notifyDone, notifyFailed } from '../lib/notify.ts'
import styles from './document-list.module.css'

interface DocumentMenuProps {
  document: DocumentInfo
  size?: number
  /** More of what can be done where the document is open. */
  children?: ReactNode
}

/** Archive or restore, and who sees it, for who may write. */
export function DocumentMenu({ document, size = 28, children }: DocumentMenuProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const change = async (body: { archived?: boolean; visibility?: 'community' | 'private' }, done: string) => {
    try {
      const changed = await api.call(documentEndpoints.update, { params: { documentId: document.id }, body })
      client.setQueryData(['document', document.id], changed)
      await client.invalidateQueries({ queryKey: ['documents', document.communityId] })
      notifyDone(done)
    } catch (error) {
      notifyFailed(error)
    }
  }
  const isArchived = document.archivedAt !== null
  const isPrivate = document.visibility === 'private'
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          className={styles.menu}
          variant="subtle"
          color="gray"
          c="inherit"
          size={size}
          aria-label={t('documents.menu', { title: document.title })}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {children}
        {document.access === 'write' && (
          <>
            <Menu.Item
              leftSection={isPrivate ? <IconUsers size={16} aria-hidden /> : <IconLock size={16} aria-hidden />}
              onClick={() =>
                void change(
                  { visibility: isPrivate ? 'community' : 'private' },
                  t(isPrivate ? 'documents.nowCommunity' : 'documents.nowPrivate'),
                )
              }
            >
              {t(isPrivate ? 'documents.makeCommunity' : 'documents.makePrivate')}
            </Menu.Item>
            <Menu.Item
              leftSection={
                isArchived ? <IconArchiveOff size={16} aria-hidden /> : <IconArchive size={16} aria-hidden />
              }
              onClick={() =>
                void change({ archived: !isArchived }, t(isArchived ? 'documents.restored' : 'documents.nowArchived'))
              }
            >
              {t(isArchived ? 'documents.restore' : 'documents.archive')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
