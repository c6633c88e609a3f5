import { CollisionPriority } from '@dnd-kit/abstract'
import { useDroppable } from '@dnd-kit/react'
import { ActionIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Card, type Column, updateColumn } from '../../../shared/board.ts'
import { AddCardForm } from './add-card-form.tsx'
import { BoardCard } from './board-card.tsx'
import { useBoardContext } from './board-context.tsx'
import styles from './board-column.module.css'
import { ColumnMenu } from './column-menu.tsx'
import { ColumnNameField } from './column-name-field.tsx'

interface BoardColumnProps {
  column: Column
  /** What is shown, in order: a filter may leave some out. */
  cards: readonly Card[]
  /** All that are in it; the limit counts these. */
  total: number
  /** A card that is being dragged would fall here. */
  isTarget: boolean
  adding: boolean
  onAdding: (adding: boolean) => void
}

export function BoardColumn({ column, cards, total, isTarget, adding, onAdding }: BoardColumnProps) {
  const { t } = useTranslation()
  const { mayWrite, act } = useBoardContext()
  const headingId = useId()
  const [renaming, setRenaming] = useState(false)
  const { ref } = useDroppable({
    id: column.id,
    type: 'column',
    accept: 'card',
    // A card under the pointer says more about the place than its column does.
    collisionPriority: CollisionPriority.Low,
  })
  const over = column.wipLimit !== null && total > column.wipLimit
  return (
    <section
      className={styles.column}
      aria-labelledby={headingId}
      data-over={over}
      data-target={isTarget}
      data-column={column.id}
    >
      <div className={styles.head}>
        {renaming ? (
          <ColumnNameField
            label={t('board.columnName')}
            initial={column.name}
            onDone={(name) => {
              setRenaming(false)
              if (name !== undefined) act((doc) => updateColumn(doc, column.id, { name }))
            }}
          />
        ) : (
          <>
            <h2 id={headingId} className={styles.name}>
              {column.name}
            </h2>
            <ColumnCount total={total} limit={column.wipLimit} />
            {mayWrite && (
              <span className={styles.tools}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  c="inherit"
                  size={26}
                  aria-label={t('board.addCardTo', { column: column.name })}
                  onClick={() => onAdding(true)}
                >
                  <IconPlus size={17} aria-hidden />
                </ActionIcon>
                <ColumnMenu column={column} total={total} onRename={() => setRenaming(true)} />
              </span>
            )}
          </>
        )}
      </div>
      <ul ref={ref} className={styles.cards}>
        {cards.map((card, index) => (
          <BoardCard key={card.id} card={card} columnId={column.id} index={index} />
        ))}
      </ul>
      {adding && <AddCardForm columnId={column.id} onClose={() => onAdding(false)} />}
    </section>
  )
}

function ColumnCount({ total, limit }: { total: number; limit: number | null }) {
  const { t } = useTranslation()
  const over = limit !== null && total > limit
  return (
    <span className={styles.count} data-over={over}>
      <span aria-hidden>{limit === null ? total : `${total} / ${limit}`}</span>
      <span className="visually-hidden">
        {limit === null
          ? t('board.cards', { count: total })
          : t(over ? 'board.overLimit' : 'board.ofLimit', { count: total, limit })}
      </span>
    </span>
  )
}
