import { CollisionPriority } from '@dnd-kit/abstract'
import { useDroppable } from '@dnd-kit/react'
import { ActionIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { memo, useCallback, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, ColumnWithCards } from '../../../shared/board.ts'
import { updateColumn } from '../../../shared/board/change-board.ts'
import { AddCardForm } from './add-card-form.tsx'
import { useBoardContext } from './board-context.tsx'
import styles from './board-column.module.css'
import { CardList } from './card-list.tsx'
import type { Cell } from './card-places.ts'
import { ColumnMenu } from './column-menu.tsx'
import { ColumnNameField } from './column-name-field.tsx'

export interface CellProps {
  cell: Cell
  /** What is shown, in order: a filter may leave some out. */
  cards: readonly Card[]
  /** A card that is being dragged would fall here. */
  isTarget: boolean
  draggedId: string | undefined
  focusId: string | undefined
  adding: boolean
  onAdding: (cellId: string | null) => void
}

export const BoardColumn = memo(function BoardColumn({ column, ...cell }: CellProps & { column: ColumnWithCards }) {
  const headingId = useId()
  const over = column.wipLimit !== null && column.cards.length > column.wipLimit
  return (
    <section
      className={styles.column}
      aria-labelledby={headingId}
      data-over={over}
      data-target={cell.isTarget}
      data-column={column.id}
    >
      <ColumnHead column={column} headingId={headingId} onAdd={() => cell.onAdding(cell.cell.id)} />
      <CardCell {...cell} />
    </section>
  )
})

/** A list that cards are dropped into. */
export const CardCell = memo(function CardCell({
  cell,
  cards,
  isTarget,
  draggedId,
  focusId,
  adding,
  onAdding,
}: CellProps) {
  const scroller = useRef<HTMLUListElement | null>(null)
  const { ref } = useDroppable({
    id: cell.id,
    type: 'column',
    accept: 'card',
    // A card under the pointer says more about the place than its column does.
    collisionPriority: CollisionPriority.Low,
  })
  const frame = useCallback(
    (element: HTMLUListElement | null) => {
      scroller.current = element
      ref(element)
    },
    [ref],
  )
  return (
    <>
      <ul ref={frame} className={styles.cards} data-target={isTarget} data-cell={cell.id}>
        <CardList
          cards={cards}
          cellId={cell.id}
          columnId={cell.columnId}
          scroller={scroller}
          draggedId={draggedId}
          focusId={focusId}
        />
      </ul>
      {adding && <AddCardForm columnId={cell.columnId} laneId={cell.laneId ?? null} onClose={() => onAdding(null)} />}
    </>
  )
})

export function ColumnHead({
  column,
  headingId,
  onAdd,
}: {
  column: ColumnWithCards
  headingId: string
  onAdd: (() => void) | undefined
}) {
  const { t } = useTranslation()
  const { mayWrite, act } = useBoardContext()
  const [renaming, setRenaming] = useState(false)
  if (renaming) {
    return (
      <div className={styles.head}>
        <ColumnNameField
          label={t('board.columnName')}
          initial={column.name}
          onDone={(name) => {
            setRenaming(false)
            if (name !== undefined) act((doc) => updateColumn(doc, column.id, { name }))
          }}
        />
      </div>
    )
  }
  return (
    <div className={styles.head}>
      <h2 id={headingId} className={styles.name}>
        {column.name}
      </h2>
      <ColumnCount total={column.cards.length} limit={column.wipLimit} />
      {mayWrite && (
        <span className={styles.tools}>
          {onAdd !== undefined && (
            <ActionIcon
              variant="subtle"
              color="gray"
              c="inherit"
              size={26}
              aria-label={t('board.addCardTo', { column: column.name })}
              onClick={onAdd}
            >
              <IconPlus size={17} aria-hidden />
            </ActionIcon>
          )}
          <ColumnMenu column={column} onRename={() => setRenaming(true)} />
        </span>
      )}
    </div>
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
