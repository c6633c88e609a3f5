import { DragDropProvider, type DragEndEvent, useDraggable, useDroppable } from '@dnd-kit/react'
import { Accessibility } from '@dnd-kit/dom'
import { type KeyboardEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, Card } from '../../../shared/board.ts'
import { updateCard } from '../../../shared/board/change-card.ts'
import { DayNumber, MonthHead, useMonth, Weekdays } from '../components/month-view.tsx'
import monthStyles from '../components/month-view.module.css'
import { useLocale } from '../lib/use-locale.ts'
import styles from './board-calendar.module.css'
import { SENSORS } from './board-columns.tsx'
import { useBoardContext } from './board-context.tsx'
import { addDays, isoDay } from './card-filter.ts'

/** Where cards without a date lie; dropping one there takes its date away. */
const NO_DATE = 'no date'
const MOST_PER_DAY = 50

interface BoardCalendarProps {
  board: Board
  isShown: (card: Card) => boolean
}

/** A month of due dates; a card is dragged, or moved by Alt and arrows, to another day. */
export function BoardCalendar({ board, isShown }: BoardCalendarProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { act, card: cardOf, announce } = useBoardContext()
  const today = isoDay(new Date())
  const shownMonth = useMonth(today)
  const { month, days } = shownMonth
  const byDay = useMemo(() => {
    const cards = new Map<string, Card[]>()
    for (const card of board.columns.flatMap((column) => column.cards)) {
      if (!isShown(card)) continue
      const day = card.dueOn ?? NO_DATE
      cards.set(day, [...(cards.get(day) ?? []), card])
    }
    return cards
  }, [board, isShown])
  const setDue = (cardId: string, dueOn: string | null) => {
    const card = cardOf(cardId)
    if (card === undefined || card.dueOn === dueOn) return
    act((doc) => updateCard(doc, cardId, { dueOn }))
    announce(
      dueOn === null
        ? t('board.dueTaken', { title: card.title })
        : t('board.dueMoved', { title: card.title, day: locale.day(dueOn) }),
    )
  }
  const onDragEnd = ({ operation, canceled }: DragEndEvent) => {
    const day = operation.target?.id
    if (canceled || operation.source === null || day === undefined) return
    setDue(String(operation.source.id), day === NO_DATE ? null : String(day))
  }
  const undated = byDay.get(NO_DATE) ?? []
  return (
    <DragDropProvider
      sensors={SENSORS}
      plugins={(defaults) => defaults.filter((plugin) => plugin !== Accessibility)}
      onDragEnd={onDragEnd}
    >
      <div className={styles.page}>
        <MonthHead shown={shownMonth} />
        <div className={styles.body}>
          <div className={`${monthStyles.grid} ${styles.grid}`} role="list">
            <Weekdays days={days} />
            {days.map((day) => (
              <Day
                key={day}
                day={day}
                isToday={day === today}
                isOutside={!day.startsWith(month)}
                cards={byDay.get(day) ?? []}
                onMove={setDue}
              />
            ))}
          </div>
          <Undated cards={undated} onMove={setDue} />
        </div>
      </div>
    </DragDropProvider>
  )
}

interface DayProps {
  day: string
  isToday: boolean
  isOutside: boolean
  cards: readonly Card[]
  onMove: (cardId: string, dueOn: string | null) => void
}

function Day({ day, isToday, isOutside, cards, onMove }: DayProps) {
  const { ref, isDropTarget } = useDroppable({ id: day })
  return (
    <div
      ref={ref}
      role="listitem"
      className={`${monthStyles.day} ${styles.day}`}
      data-day={day}
      data-today={isToday}
      data-outside={isOutside}
      data-target={isDropTarget}
      data-empty={cards.length === 0}
    >
      <DayNumber day={day} />
      <ul className={styles.cards}>
        {cards.slice(0, MOST_PER_DAY).map((card) => (
          <CalendarCard key={card.id} card={card} onMove={onMove} />
        ))}
      </ul>
    </div>
  )
}

function Undated({ cards, onMove }: { cards: readonly Card[]; onMove: DayProps['onMove'] }) {
  const { t } = useTranslation()
  const { ref, isDropTarget } = useDroppable({ id: NO_DATE })
  return (
    <section ref={ref} className={styles.undated} aria-label={t('board.noDate')} data-target={isDropTarget}>
      <h3 className={styles.undatedHead}>
        {t('board.noDate')} <span>{cards.length}</span>
      </h3>
      <ul className={styles.cards}>
        {cards.slice(0, MOST_PER_DAY).map((card) => (
          <CalendarCard key={card.id} card={card} onMove={onMove} />
        ))}
      </ul>
      {cards.length > MOST_PER_DAY && (
        <p className={styles.more}>{t('board.moreUndated', { count: cards.length - MOST_PER_DAY })}</p>
      )}
    </section>
  )
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

function CalendarCard({ card, onMove }: { card: Card; onMove: DayProps['onMove'] }) {
  const { openCard, mayWrite, labels } = useBoardContext()
  const { ref, isDragging } = useDraggable({ id: card.id, disabled: !mayWrite })
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key]
    if (event.key === 'Enter') openCard(card.id)
    else if (event.altKey && step !== undefined && mayWrite && card.dueOn !== null) {
      const sideways = Math.abs(step) === 1 && document.dir === 'rtl' ? -step : step
      onMove(card.id, addDays(card.dueOn, sideways))
      // It is another element on the other day.
      setTimeout(() => document.querySelector<HTMLElement>(`[data-card="${CSS.escape(card.id)}"]`)?.focus())
    } else return
    event.preventDefault()
  }
  const color = card.labels.map((id) => labels.get(id)?.color).find((name) => name !== undefined)
  return (
    <li>
      <div
        ref={ref}
        role="button"
        tabIndex={0}
        className={styles.card}
        data-card={card.id}
        data-color={color}
        data-dragging={isDragging}
        onClick={() => openCard(card.id)}
        onKeyDown={onKeyDown}
      >
        <span dir="auto" className={styles.title}>
          {card.title}
        </span>
      </div>
    </li>
  )
}
