import { useSortable } from '@dnd-kit/react/sortable'
import {
  IconAlignLeft,
  IconCalendarEvent,
  IconCheckbox,
  IconLink,
  IconMessageCircle,
  IconPaperclip,
} from '@tabler/icons-react'
import { type CSSProperties, type KeyboardEvent, memo, type MouseEvent, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { attachmentUrl } from '../../../shared/attachments.ts'
import type { Card } from '../../../shared/board.ts'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { localeOf } from '../lib/use-locale.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './board-card.module.css'
import { CardMenu } from './card-menu.tsx'
import type { Direction } from './card-places.ts'
import { copyCardLink } from './card-link.ts'
import { dueTone } from './due-tone.ts'
import { useKey } from './keyed-store.ts'
import { LabelChip } from './label-chip.tsx'

/** Text that tells a screen reader how a card is moved; it stands once on the page. */
export const CARD_HELP_ID = 'board-card-help'

const ARROWS: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }

interface BoardCardProps {
  card: Card
  cellId: string
  columnId: string
  index: number
  /** In a long list, of which only a part is in the page: pixels from its top, and how many there are. */
  offset?: number
  total?: number
  measure?: (element: HTMLElement | null) => (() => void) | undefined
}

export const BoardCard = memo(function BoardCard({
  card,
  cellId,
  columnId,
  index,
  offset,
  total,
  measure,
}: BoardCardProps) {
  const { mayWrite, openCard, labels, editors, selection, toggleSelected } = useBoardContext()
  const { t } = useTranslation()
  const { ref, handleRef, isDragging } = useSortable({
    id: card.id,
    index,
    group: cellId,
    type: 'card',
    accept: 'card',
    disabled: !mayWrite,
  })
  const frame = useCallback(
    (element: HTMLElement | null) => {
      ref(element)
      const forget = measure?.(element)
      return () => {
        ref(null)
        forget?.()
      }
    },
    [ref, measure],
  )
  const onKeyDown = useCardKeys(card)
  const onClick = (event: MouseEvent) => {
    if (mayWrite && (event.ctrlKey || event.metaKey || event.shiftKey || selection.all().size > 0))
      toggleSelected(card.id)
    else openCard(card.id)
  }
  const people = useKey(editors, card.id) ?? []
  const isSelected = useKey(selection, card.id) === true
  const color = people[0]?.color
  const style: CSSProperties = {
    ...(offset === undefined ? {} : { position: 'absolute', insetBlockStart: offset, insetInline: 7 }),
    ...(color === undefined ? {} : { borderColor: color }),
  }
  return (
    <li
      ref={frame}
      className={styles.card}
      data-card={card.id}
      data-index={index}
      data-dragging={isDragging}
      data-selected={isSelected}
      aria-posinset={total === undefined ? undefined : index + 1}
      aria-setsize={total}
      style={style}
    >
      {people.length > 0 && (
        <span className={styles.editing} style={{ background: color }}>
          {t('board.isEditing', { name: people.map(({ name }) => name).join(', ') })}
        </span>
      )}
      {card.cover !== null && card.files.some(({ id }) => id === card.cover) && (
        <img className={styles.cover} src={attachmentUrl(card.cover)} alt="" loading="lazy" draggable={false} />
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
        aria-pressed={isSelected ? true : undefined}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        {card.title === '' ? t('board.untitled') : card.title}
      </div>
      <CardFacts card={card} />
      {mayWrite && <CardMenu card={card} columnId={columnId} />}
    </li>
  )
})

/** What the keyboard does with the card that has the focus; `board.keys` in the texts lists it. */
function useCardKeys(card: Card): (event: KeyboardEvent) => void {
  const { documentId, mayWrite, openCard, step, focusBeside, toggleSelected, archive, saveAsTemplate } =
    useBoardContext()
  return (event) => {
    const direction = ARROWS[event.key]
    if (direction !== undefined) {
      // While it is picked up, the arrows are the drag's.
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || isPickedUp(event)) return
      // In a right-to-left page the next column is on the left.
      const mirrored = document.dir === 'rtl' && (direction === 'left' || direction === 'right')
      const towards = mirrored ? (direction === 'left' ? 'right' : 'left') : direction
      if (event.altKey && !mayWrite) return
      event.preventDefault()
      if (event.altKey) step(card.id, towards)
      else focusBeside(card.id, towards)
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') openCard(card.id)
    else if (event.key === 'c') copyCardLink(documentId, card.id)
    else if (mayWrite && event.key === 'x') toggleSelected(card.id)
    else if (mayWrite && event.key === 'e') archive([card.id])
    else if (mayWrite && event.key === 'T') saveAsTemplate(card.id)
    else return
    event.preventDefault()
  }
}

function isPickedUp(event: KeyboardEvent): boolean {
  return event.currentTarget.closest('[data-dragging="true"]') !== null
}

function CardFacts({ card }: { card: Card }) {
  const { members, comments } = useBoardContext()
  const { t, i18n } = useTranslation()
  const said = useKey(comments, card.id)?.length ?? 0
  const people = card.assignees.flatMap((id) => members.get(id) ?? [])
  const items = card.checklists.flatMap((list) => list.items)
  const done = items.filter((item) => item.done).length
  const counts = [
    { key: 'checked', Icon: IconCheckbox, count: items.length, text: `${done}/${items.length}` },
    { key: 'files', Icon: IconPaperclip, count: card.files.length, text: String(card.files.length) },
    { key: 'said', Icon: IconMessageCircle, count: said, text: String(said) },
    { key: 'related', Icon: IconLink, count: card.relations.length, text: String(card.relations.length) },
  ] as const
  const isBare = card.dueOn === null && card.description === '' && people.length === 0
  if (isBare && counts.every(({ count }) => count === 0)) return null
  return (
    <div className={styles.facts}>
      {card.dueOn !== null && (
        <span className={styles.fact} data-tone={dueTone(card.dueOn, new Date())}>
          <IconCalendarEvent size={14} stroke={1.7} aria-hidden />
          <span className="visually-hidden">{t('board.due')}</span>
          {localeOf(i18n.language).day(card.dueOn)}
        </span>
      )}
      {card.description !== '' && (
        <span className={styles.fact}>
          <IconAlignLeft size={14} stroke={1.7} role="img" aria-label={t('board.hasDescription')} />
        </span>
      )}
      {counts.map(({ key, Icon, count, text }) =>
        count === 0 ? null : (
          <span key={key} className={styles.fact}>
            <Icon size={14} stroke={1.7} aria-hidden />
            <span aria-hidden>{text}</span>
            <span className="visually-hidden">{t(`board.facts.${key}`, { count, done })}</span>
          </span>
        ),
      )}
      <span className={styles.people}>
        {people.map((person) => (
          <PersonAvatar key={person.id} memberId={person.id} name={person.name} size={22} />
        ))}
      </span>
    </div>
  )
}
