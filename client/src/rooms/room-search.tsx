import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useState } from 'react'
import { Link } from 'wouter'
import { useLocale } from '../lib/use-locale.ts'
import { Marked } from '../search/marked.tsx'
import { useSearch } from '../search/use-search.ts'
import styles from './chat.module.css'
import { useRoom } from './room-context.tsx'

/** Finds what was said in this room. */
export function RoomSearch({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { room } = useRoom()
  const [query, setQuery] = useState('')
  const { hits, state } = useSearch(query, room.id)
  return (
    <aside className={styles.panel} aria-label={t('chat.search')}>
      <header className={styles.panelHead}>
        <h2>{t('chat.search')}</h2>
        <CloseButton aria-label={t('common.close')} onClick={onClose} />
      </header>
      <TextInput
        className={styles.searchField ?? ''}
        data-autofocus
        autoFocus
        leftSection={<IconSearch size={16} aria-hidden />}
        aria-label={t('chat.searchIn', { room: room.name })}
        placeholder={t('chat.searchIn', { room: room.name })}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
        }}
      />
      <ol className={styles.hits} aria-busy={state === 'typing'}>
        {hits.map((hit) => (
          <li key={hit.messageId}>
            <Link href={hit.path} className={styles.hit}>
              <span className={styles.hitHead}>
                <strong dir="auto">
                  <Marked text={hit.title} />
                </strong>{' '}
                <time dateTime={new Date(hit.updatedAt).toISOString()}>{locale.dateTime(hit.updatedAt)}</time>
              </span>
              <span dir="auto">
                <Marked text={hit.snippet} />
              </span>
            </Link>
          </li>
        ))}
      </ol>
      {state === 'done' && hits.length === 0 && <p className={styles.first}>{t('palette.nothing')}</p>}
      {state === 'failed' && <p className={styles.first}>{t('chat.searchFailed')}</p>}
    </aside>
  )
}
