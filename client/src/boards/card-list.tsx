import { type RefObject, useMemo } from 'react'
import type { Card } from '../../../shared/board.ts'
import { BoardCard } from './board-card.tsx'
import { useWindowedList } from './list-window.ts'

/** Below this, all of them are in the page: find-in-page and screen readers have the whole list. */
const ALL_AT_ONCE = 40
const GAP = 8
const USUAL_HEIGHT = 76

interface CardListProps {
  cards: readonly Card[]
  cellId: string
  columnId: string
  /** What scrolls. */
  scroller: RefObject<HTMLElement | null>
  draggedId: string | undefined
  focusId: string | undefined
}

/** The cards of a cell; of a long one, those that can be seen. */
export function CardList({ cards, ...props }: CardListProps) {
  if (cards.length > ALL_AT_ONCE) return <LongList cards={cards} {...props} />
  return cards.map((card, index) => (
    <BoardCard key={card.id} card={card} cellId={props.cellId} columnId={props.columnId} index={index} />
  ))
}

function LongList({ cards, cellId, columnId, scroller, draggedId, focusId }: CardListProps) {
  const keys = useMemo(() => cards.map(({ id }) => id), [cards])
  const rows = useWindowedList({ keys, scroller, usualHeight: USUAL_HEIGHT, gap: GAP, keep: [draggedId, focusId] })
  return (
    <>
      <li aria-hidden style={{ blockSize: rows.total, flex: 'none', listStyle: 'none' }} />
      {rows.indexes.map((index) => {
        const card = cards[index]
        if (card === undefined) return null
        return (
          <BoardCard
            key={card.id}
            card={card}
            cellId={cellId}
            columnId={columnId}
            index={index}
            offset={rows.offsets[index] ?? 0}
            total={cards.length}
            measure={rows.measure}
          />
        )
      })}
    </>
  )
}
