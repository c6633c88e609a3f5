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
import { memo, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, Card } from '../../../shared/board.ts'
import { addColumn } from '../../../shared/board/change-board.ts'
import { newId } from '../lib/new-id.ts'
import { BoardColumn, type CellProps } from './board-column.tsx'
import { useBoardContext } from './board-context.tsx'
import { BoardLanes } from './board-lanes.tsx'
import styles from './board-page.module.css'
import columnStyles from './board-column.module.css'
import { type Cell, findPlace, type Grid, type Places, withDragged } from './card-places.ts'
import { ColumnNameField } from './column-name-field.tsx'

// A press that stays is a click; on a touch screen a swipe scrolls and a press that is held picks up.
export const SENSORS = [
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
  grid: Grid
  withLanes: boolean
  /** What is shown, without a drag. */
  places: Places
  focusId: string | undefined
  /** Cell whose form for a new card is open. */
  addingTo: string | null
  onAddingTo: (cellId: string | null) => void
}

interface Dragged {
  cardId: string
  places: Places
}

/** The board as columns, or as columns with lanes; cards are dragged between them. */
export const BoardColumns = memo(function BoardColumns({
  board,
  grid,
  withLanes,
  places: current,
  focusId,
  addingTo,
  onAddingTo,
}: BoardColumnsProps) {
  const { t } = useTranslation()
  const { mayWrite, move: moveTo, announce, card: cardOf } = useBoardContext()
  const [dragged, setDragged] = useState<Dragged | null>(null)
  /** The same, for handlers: keys may come faster than the board is drawn. */
  const held = useRef<Dragged | null>(null)
  const places = useMemo(
    () => (dragged === null ? current : withDragged(current, dragged.places, dragged.cardId)),
    [current, dragged],
  )
  const targetId = dragged === null ? undefined : findPlace(places, dragged.cardId)?.cellId
  const cells = useMemo(() => new Map(grid.flat().map((cell) => [cell.id, cell])), [grid])
  const cards = useCards(board, places)

  const describe = (from: Places, cardId: string) => {
    const place = findPlace(from, cardId)
    const columnId = cells.get(place?.cellId ?? '')?.columnId
    const column = board.columns.find(({ id }) => id === columnId)?.name ?? ''
    return { title: cardOf(cardId)?.title ?? '', column, position: place?.position ?? 0, total: place?.total ?? 0 }
  }
  const hold = (next: Dragged | null) => {
    held.current = next
    setDragged(next)
  }
  const placesNow = () =>
    held.current === null ? current : withDragged(current, held.current.places, held.current.cardId)
  const onDragStart = ({ operation }: DragStartEvent) => {
    const cardId = String(operation.source?.id)
    hold({ cardId, places: current })
    announce(t('board.pickedUp', describe(current, cardId)))
  }
  const onDragOver = (event: DragOverEvent) => {
    const before = placesNow()
    const next = move(before, event)
    if (next === before) return
    const cardId = String(event.operation.source?.id)
    hold({ cardId, places: next })
    announce(t('board.isOver', describe(next, cardId)))
  }
  const onDragEnd = (event: DragEndEvent) => {
    const cardId = String(event.operation.source?.id)
    const dropped = placesNow()
    hold(null)
    if (event.canceled) {
      announce(t('board.dragCanceled', describe(current, cardId)))
      return
    }
    const to = findPlace(dropped, cardId)
    const from = findPlace(current, cardId)
    const cell = cells.get(to?.cellId ?? '')
    if (to === undefined || from === undefined || cell === undefined) return
    if (to.cellId !== from.cellId || to.beforeCardId !== from.beforeCardId) {
      moveTo([cardId], { columnId: cell.columnId, laneId: cell.laneId, beforeCardId: to.beforeCardId })
    }
    announce(t('board.dropped', describe(dropped, cardId)))
  }
  const cellProps = (cell: Cell): CellProps => ({
    cell,
    cards: cards.get(cell.id) ?? [],
    isTarget: cell.id === targetId,
    draggedId: dragged?.cardId,
    focusId,
    adding: addingTo === cell.id,
    onAdding: onAddingTo,
  })
  return (
    <DragDropProvider
      sensors={SENSORS}
      // Its texts name cards by their ids, and it calls a read-only card disabled: cards describe themselves.
      plugins={(defaults) => defaults.filter((plugin) => plugin !== Accessibility)}
      onDragStart={onDragStart}
      onDragOver={onDragOver}
      onDragEnd={onDragEnd}
    >
      {withLanes ? (
        <BoardLanes board={board} grid={grid} cellProps={cellProps} />
      ) : (
        <div className={styles.columns}>
          {(grid[0] ?? []).map((cell, at) => {
            const column = board.columns[at]
            return column === undefined ? null : <BoardColumn key={cell.id} column={column} {...cellProps(cell)} />
          })}
          {mayWrite && <AddColumn />}
        </div>
      )}
    </DragDropProvider>
  )
})

/** The cards of each cell; the same array as long as the same cards lie there, so that only cells that changed render. */
class CellCards {
  #last: ReadonlyMap<string, readonly Card[]> = new Map()

  of(board: Board, places: Places): ReadonlyMap<string, readonly Card[]> {
    const byId = new Map(board.columns.flatMap((column) => column.cards).map((card) => [card.id, card]))
    this.#last = new Map(
      Object.entries(places).map(([cellId, ids]) => {
        const cards = ids.flatMap((cardId) => byId.get(cardId) ?? [])
        const before = this.#last.get(cellId)
        const isSame = before?.length === cards.length && cards.every((card, at) => card === before[at])
        return [cellId, isSame ? before : cards]
      }),
    )
    return this.#last
  }
}

function useCards(board: Board, places: Places): ReadonlyMap<string, readonly Card[]> {
  const [cells] = useState(() => new CellCards())
  return useMemo(() => cells.of(board, places), [cells, board, places])
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
