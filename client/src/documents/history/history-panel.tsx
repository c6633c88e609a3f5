import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type FormEvent, useState } from 'react'
import { type DocumentVersion, versionEndpoints } from '../../../../shared/document-versions.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { PageLoader } from '../../components/page-loader.tsx'
import { api, queryClient } from '../../lib/api.ts'
import { useCommunity } from '../../lib/session.tsx'
import { useLocale } from '../../lib/use-locale.ts'
import { useSubmit } from '../../lib/use-submit.ts'
import { membersQuery } from '../document-queries.ts'
import styles from './history.module.css'
import { comparedQuery, versionsQuery } from './version-queries.ts'

export interface ChosenVersion {
  version: DocumentVersion
  /** What it is compared with: at first the version before it; undefined: an empty page. */
  base: DocumentVersion | undefined
}

interface HistoryPanelProps {
  documentId: string
  chosen: ChosenVersion | null
  mayWrite: boolean
  onChoose: (chosen: ChosenVersion) => void
}

/** The versions of a document, named and automatic, newest first. */
export function HistoryPanel({ documentId, chosen, mayWrite, onChoose }: HistoryPanelProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    versionsQuery(documentId),
  )
  const versions = data?.pages.flat() ?? []
  return (
    <div className={styles.panel}>
      {mayWrite && <NameVersion documentId={documentId} />}
      {error !== null ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <PageLoader />
      ) : versions.length === 0 ? (
        <p className={styles.hint}>{t('history.none')}</p>
      ) : (
        <ol className={styles.list} aria-label={t('history.versions')}>
          {versions.map((version, index) => {
            const isChosen = chosen?.version.id === version.id
            return (
              <li key={version.id}>
                <button
                  type="button"
                  className={styles.version}
                  aria-pressed={isChosen}
                  onClick={() => onChoose({ version, base: versions[index + 1] })}
                >
                  <span className={styles.name}>{version.name ?? locale.dateTime(version.at)}</span>
                  <span className={styles.hint}>
                    {version.name === null ? t('history.automatic') : locale.dateTime(version.at)}
                  </span>
                  {isChosen && <Authors documentId={documentId} chosen={chosen} />}
                </button>
              </li>
            )
          })}
        </ol>
      )}
      {hasNextPage && (
        <Button size="compact-sm" variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('history.earlier')}
        </Button>
      )}
    </div>
  )
}

function Authors({ documentId, chosen }: { documentId: string; chosen: ChosenVersion }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data: members = [] } = useQuery(membersQuery(community.id))
  const { data } = useQuery(comparedQuery(documentId, chosen.version, chosen.base))
  if (data === undefined || data.authors.length === 0) return null
  const names = data.authors.map((author) =>
    author === null ? t('history.hub') : (members.find(({ id }) => id === author)?.name ?? t('board.formerMember')),
  )
  return <span className={styles.hint}>{t('history.by', { names: [...new Set(names)].join(', ') })}</span>
}

function NameVersion({ documentId }: { documentId: string }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const { busy, error, run } = useSubmit()
  const save = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      await api.call(versionEndpoints.create, { params: { documentId }, body: { name: name.trim() } })
      await queryClient.invalidateQueries({ queryKey: versionsQuery(documentId).queryKey })
      setName('')
    })
  }
  return (
    <form className={styles.naming} onSubmit={save}>
      <TextInput
        size="xs"
        className={styles.nameField}
        aria-label={t('history.nameLabel')}
        placeholder={t('history.nameLabel')}
        maxLength={200}
        value={name}
        error={error}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" loading={busy} disabled={name.trim() === ''}>
        {t('history.nameIt')}
      </Button>
    </form>
  )
}
