import { useSortable } from '@dnd-kit/react/sortable'
import { IconAlignLeft, IconCalendarEvent } from '@tabler/icons-react'
import { type KeyboardEvent, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../shared/board.ts'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './board-card.module.css'
import { CardMenu } from './card-menu.tsx'
import type { Direction } from './card-places.ts'
import { dueTone } from './due-tone.ts'
import { LabelChip } from './label-chip.tsx'

/** Text that tells a screen reader how a card is moved; it stands once on the page. */
export const CARD_HELP_ID = 'board-card-help'

const ARROWS: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }

interface BoardCardProps {
  card: Card
  columnId: string
  index: number
}

export const BoardCard = memo(function BoardCard({ card, columnId, index }: BoardCardProps) {
  const { mayWrite, openCard, step, labels, editors } = useBoardContext()
  const { t } = useTranslation()
  const { ref, handleRef, isDragging } = useSortable({
    id: card.id,
    index,
    group: columnId,
    type: 'card',
    accept: 'card',
    disabled: !mayWrite,
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      openCard(card.id)
      return
    }
    const direction = ARROWS[event.key]
    if (direction === undefined || !event.altKey || !mayWrite) return
    event.preventDefault()
    // In a right-to-left page the next column is on the left.
    const mirrored = document.dir === 'rtl' && (direction === 'left' || direction === 'right')
    step(card.id, mirrored ? (direction === 'left' ? 'right' : 'left') : direction)
  }
  const people = editors.get(card.id) ?? []
  const color = people[0]?.color
  return (
    <li
      ref={ref}
      className={styles.card}
      data-card={card.id}
      data-dragging={isDragging}
      style={color === undefined ? {} : { borderColor: color }}
    >
      {people.length > 0 && (
        <span className={styles.editing} style={{ background: color }}>
          {t('board.isEditing', { name: people.map(({ name }) => name).join(', ') })}
        </span>
      )}
      {card.labels.some((id) => labels.has(id)) && (
        <span className={styles.labels}>
          {card.labels.map((id) => {
            const label = labels.get(id)
            return label === undefined ? null : <LabelChip key={id} label={label} />
          })}
        </span>
      )}
      {/* A div: dnd-kit presses a button by itself, and Space must pick up, not click. */}
      <div
        ref={handleRef}
        role="button"
        tabIndex={0}
        className={styles.title}
        aria-describedby={mayWrite ? CARD_HELP_ID : undefined}
        onClick={() => openCard(card.id)}
        onKeyDown={onKeyDown}
      >
        {card.title === '' ? t('board.untitled') : card.title}
      </div>
      <CardFacts card={card} />
      {mayWrite && <CardMenu card={card} columnId={columnId} />}
    </li>
  )
})

function CardFacts({ card }: { card: Card }) {
  const { members } = useBoardContext()
  const { t } = useTranslation()
  const locale = useLocale()
  const people = card.assignees.flatMap((id) => members.get(id) ?? [])
  if (card.dueOn === null && card.description === '' && people.length === 0) return null
  return (
    <div className={styles.facts}>
      {card.dueOn !== null && (
        <span className={styles.fact} data-tone={dueTone(card.dueOn, new Date())}>
          <IconCalendarEvent size={14} stroke={1.7} aria-hidden />
          <span className="visually-hidden">{t('board.due')}</span>
          {locale.day(card.dueOn)}
        </span>
      )}
      {card.description !== '' && (
        <span className={styles.fact}>
          <IconAlignLeft size={14} stroke={1.7} role="img" aria-label={t('board.hasDescription')} />
        </span>
      )}
      <span className={styles.people}>
        {people.map((person) => (
          <PersonAvatar key={person.id} memberId={person.id} name={person.name} size={22} />
        ))}
      </span>
    </div>
  )
}
