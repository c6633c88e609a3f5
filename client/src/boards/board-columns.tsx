import {
  DragDropProvider,
  KeyboardSensor,
  PointerSensor,
  type DragEndEvent,
  type DragOverEvent,
  type DragStartEvent,
} from '@dnd-kit/react'
import { Accessibility, PointerActivationConstraints } from '@dnd-kit/dom'
import { move } from '@dnd-kit/helpers'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addColumn, type Board, type Card } from '../../../shared/board.ts'
import { newId } from '../lib/new-id.ts'
import { BoardColumn } from './board-column.tsx'
import { useBoardContext } from './board-context.tsx'
import styles from './board-page.module.css'
import columnStyles from './board-column.module.css'
import { findPlace, type Places, placesOf, withDragged } from './card-places.ts'
import { ColumnNameField } from './column-name-field.tsx'

// A press that stays is a click; on a touch screen a swipe scrolls and a press that is held picks up.
const SENSORS = [
  PointerSensor.configure({
    activationConstraints: (event) =>
      event.pointerType === 'touch'
        ? [new PointerActivationConstraints.Delay({ value: 220, tolerance: 8 })]
        : [new PointerActivationConstraints.Distance({ value: 5 })],
  }),
  KeyboardSensor.configure({
    // Enter opens the card.
    keyboardCodes: { ...KeyboardSensor.defaults.keyboardCodes, start: ['Space'] },
  }),
]

interface BoardColumnsProps {
  board: Board
  isShown: (card: Card) => boolean
  /** Column whose form for a new card is open. */
  addingTo: string | null
  onAddingTo: (columnId: string | null) => void
  announce: (text: string) => void
}

export function BoardColumns({ board, isShown, addingTo, onAddingTo, announce }: BoardColumnsProps) {
  const { t } = useTranslation()
  const { mayWrite, move: moveTo } = useBoardContext()
  const [dragged, setDragged] = useState<{ cardId: string; places: Places } | null>(null)
  const current = useMemo(() => placesOf(board, isShown), [board, isShown])
  const places = dragged === null ? current : withDragged(current, dragged.places, dragged.cardId)
  const targetId = dragged === null ? undefined : findPlace(places, dragged.cardId)?.columnId
  const cards = useMemo(
    () => new Map(board.columns.flatMap((column) => column.cards).map((card) => [card.id, card])),
    [board],
  )

  const describe = (from: Places, cardId: string) => {
    const place = findPlace(from, cardId)
    const column = board.columns.find(({ id }) => id === place?.columnId)?.name ?? ''
    return { title: cards.get(cardId)?.title ?? '', column, position: place?.position ?? 0, total: place?.total ?? 0 }
  }
  const onDragStart = ({ operation }: DragStartEvent) => {
    const cardId = String(operation.source?.id)
    setDragged({ cardId, places: current })
    announce(t('board.pickedUp', describe(current, cardId)))
  }
  const onDragOver = (event: DragOverEvent) => {
    const next = move(places, event)
    if (next === places) return
    const cardId = String(event.operation.source?.id)
    setDragged({ cardId, places: next })
    announce(t('board.isOver', describe(next, cardId)))
  }
  const onDragEnd = (event: DragEndEvent) => {
    const cardId = String(event.operation.source?.id)
    setDragged(null)
    if (event.canceled) {
      announce(t('board.dragCanceled', describe(current, cardId)))
      return
    }
    const to = findPlace(places, cardId)
    const from = findPlace(current, cardId)
    if (to === undefined || from === undefined) return
    if (to.columnId !== from.columnId || to.beforeCardId !== from.beforeCardId) moveTo(cardId, to)
    announce(t('board.dropped', describe(places, cardId)))
  }
  return (
    <DragDropProvider
      sensors={SENSORS}
      // Its texts name cards by their ids, and it calls a read-only card disabled: cards describe themselves.
      plugins={(defaults) => defaults.filter((plugin) => plugin !== Accessibility)}
      onDragStart={onDragStart}
      onDragOver={onDragOver}
      onDragEnd={onDragEnd}
    >
      <div className={styles.columns}>
        {board.columns.map((column) => (
          <BoardColumn
            key={column.id}
            column={column}
            total={column.cards.length}
            cards={(places[column.id] ?? []).flatMap((id) => cards.get(id) ?? [])}
            isTarget={column.id === targetId}
            adding={addingTo === column.id}
            onAdding={(adding) => onAddingTo(adding ? column.id : null)}
          />
        ))}
        {mayWrite && <AddColumn />}
      </div>
    </DragDropProvider>
  )
}

function AddColumn() {
  const { t } = useTranslation()
  const { act } = useBoardContext()
  const [open, setOpen] = useState(false)
  return (
    <div className={columnStyles.addColumn} data-open={open}>
      {open ? (
        <ColumnNameField
          label={t('board.columnName')}
          initial=""
          onDone={(name) => {
            setOpen(false)
            if (name !== undefined) act((doc) => addColumn(doc, { id: newId(), name }))
          }}
        />
      ) : (
        <Button
          variant="subtle"
          color="gray"
          c="dimmed"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {t('board.addColumn')}
        </Button>
      )}
    </div>
  )
}
