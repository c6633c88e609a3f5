import { Button, Drawer } from '@mantine/core'
import { IconArchiveOff, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../shared/board.ts'
import { updateColumn } from '../../../shared/board/change-board.ts'
import { updateCard } from '../../../shared/board/change-card.ts'
import { useLocale } from '../lib/use-locale.ts'
import styles from './archive-drawer.module.css'
import { useBoardContext } from './board-context.tsx'

const AT_ONCE = 100

/** Columns and cards that were put away, to be brought back or deleted. */
export function ArchiveDrawer({ board, onClose }: { board: Board; onClose: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { act, mayWrite, openCard, remove } = useBoardContext()
  const [limit, setLimit] = useState(AT_ONCE)
  const { columns, cards } = board.archived
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={420}
      title={t('board.archive')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {columns.length === 0 && cards.length === 0 && <p>{t('board.nothingArchived')}</p>}
      {columns.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('board.archivedColumns')}</h3>
          <ul className={styles.list}>
            {columns.map((column) => (
              <li key={column.id}>
                <span className={styles.name}>
                  {column.name}
                  <small>{t('board.cards', { count: column.cards.length })}</small>
                </span>
                {mayWrite && (
                  <Button
                    variant="default"
                    size="xs"
                    leftSection={<IconArchiveOff size={15} aria-hidden />}
                    onClick={() => act((doc) => updateColumn(doc, column.id, { archivedAt: null }))}
                  >
                    {t('board.bringBack')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {cards.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('board.archivedCards')}</h3>
          <ul className={styles.list}>
            {cards.slice(0, limit).map((card) => (
              <li key={card.id}>
                <button type="button" className={styles.name} onClick={() => openCard(card.id)}>
                  {card.title}
                  <small>{locale.ago(card.archivedAt ?? 0)}</small>
                </button>
                {mayWrite && (
                  <>
                    <Button
                      variant="default"
                      size="xs"
                      leftSection={<IconArchiveOff size={15} aria-hidden />}
                      onClick={() => act((doc) => updateCard(doc, card.id, { archivedAt: null }))}
                    >
                      {t('board.bringBack')}
                    </Button>
                    <Button
                      variant="subtle"
                      size="xs"
                      c="var(--gh-danger-text)"
                      aria-label={t('board.deleteNamed', { title: card.title })}
                      onClick={() => remove(card.id)}
                    >
                      <IconTrash size={15} aria-hidden />
                    </Button>
                  </>
                )}
              </li>
            ))}
          </ul>
          {cards.length > limit && (
            <Button variant="default" size="xs" onClick={() => setLimit(limit + AT_ONCE)}>
              {t('board.showMore', { count: cards.length - limit })}
            </Button>
          )}
        </>
      )}
    </Drawer>
  )
}
