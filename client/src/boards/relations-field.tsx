import { ActionIcon, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, Card } from '../../../shared/board.ts'
import { RELATION_KINDS, type RelationKind } from '../../../shared/board-kinds.ts'
import { setRelation } from '../../../shared/board/change-card.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './card-drawer.module.css'

/** How a card stands to another: as it says itself, and as the other says of it. */
const DIRECTIONS = ['blocks', 'blockedBy', 'duplicates', 'duplicatedBy', 'relates'] as const
type DirectedKind = (typeof DIRECTIONS)[number]

interface Shown {
  direction: DirectedKind
  other: Card
  column: string
}

export function RelationsField({ board, card }: { board: Board; card: Card }) {
  const { t } = useTranslation()
  const { act, mayWrite, openCard } = useBoardContext()
  const [direction, setDirection] = useState<DirectedKind>('blocks')
  const others = useMemo(() => allCards(board), [board])
  const shown = relationsOf(card, others)
  if (!mayWrite && shown.length === 0) return null
  const set = (kind: DirectedKind, otherId: string, on: boolean) =>
    act((doc) => {
      for (const name of RELATION_KINDS) {
        if (kindOf(kind) !== name) continue
        const isOwn = isOutward(kind)
        // 'relates' may stand on either card.
        if (isOwn) setRelation(doc, card.id, name, otherId, on)
        if (!isOwn || (name === 'relates' && !on)) setRelation(doc, otherId, name, card.id, on)
      }
    })
  return (
    <section className={styles.section} aria-label={t('board.relations')}>
      <h3 className={styles.heading}>{t('board.relations')}</h3>
      <ul className={styles.items}>
        {shown.map(({ direction: kind, other, column }) => (
          <li key={`${kind}:${other.id}`}>
            <span className={styles.relation} data-kind={kind}>
              {t(`board.relation.${kind}`)}
            </span>
            <button type="button" className={styles.related} onClick={() => openCard(other.id)}>
              {other.title} <small>{column}</small>
            </button>
            {mayWrite && (
              <ActionIcon
                variant="subtle"
                color="gray"
                c="inherit"
                size={24}
                aria-label={t('board.removeRelation', { title: other.title })}
                onClick={() => set(kind, other.id, false)}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <div className={styles.newRelation}>
          <Select
            size="xs"
            w={140}
            aria-label={t('board.relationKind')}
            data={DIRECTIONS.map((value) => ({ value, label: t(`board.relation.${value}`) }))}
            value={direction}
            onChange={(value) => setDirection(DIRECTIONS.find((one) => one === value) ?? 'blocks')}
          />
          <Select
            flex={1}
            size="xs"
            searchable
            limit={30}
            aria-label={t('board.relatedCard')}
            placeholder={t('board.relatedCard')}
            nothingFoundMessage={t('board.nothingShown')}
            data={[...others.values()]
              .filter(({ card: other }) => other.id !== card.id)
              .map(({ card: other }) => ({ value: other.id, label: other.title }))}
            value={null}
            onChange={(value) => {
              if (value !== null) set(direction, value, true)
            }}
          />
        </div>
      )}
    </section>
  )
}

function kindOf(direction: DirectedKind): RelationKind {
  if (direction === 'blockedBy') return 'blocks'
  return direction === 'duplicatedBy' ? 'duplicates' : direction
}

function isOutward(direction: DirectedKind): boolean {
  return direction !== 'blockedBy' && direction !== 'duplicatedBy'
}

function allCards(board: Board): ReadonlyMap<string, { card: Card; column: string }> {
  return new Map(board.columns.flatMap(({ name, cards }) => cards.map((card) => [card.id, { card, column: name }])))
}

function relationsOf(card: Card, others: ReadonlyMap<string, { card: Card; column: string }>): Shown[] {
  const own = card.relations.flatMap(({ kind, cardId }): Shown[] => {
    const other = others.get(cardId)
    return other === undefined ? [] : [{ direction: kind, other: other.card, column: other.column }]
  })
  const said = new Set(own.map(({ direction, other }) => `${direction}:${other.id}`))
  const inward = [...others.values()].flatMap(({ card: other, column }) =>
    other.relations.flatMap(({ kind, cardId }): Shown[] => {
      if (cardId !== card.id) return []
      const direction = kind === 'blocks' ? 'blockedBy' : kind === 'duplicates' ? 'duplicatedBy' : 'relates'
      return said.has(`${direction}:${other.id}`) ? [] : [{ direction, other, column }]
    }),
  )
  return [...own, ...inward]
}
