import { ActionIcon, Checkbox, NativeSelect, TextInput, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconMaximize } from '@tabler/icons-react'
import { memo, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, Card } from '../../../shared/board.ts'
import { updateCard } from '../../../shared/board/change-card.ts'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { useDraft } from '../lib/use-draft.ts'
import { AssigneesField } from './assignees-field.tsx'
import { useBoardContext } from './board-context.tsx'
import styles from './board-table.module.css'
import { CellPopover } from './cell-popover.tsx'
import { FieldInput } from './field-input.tsx'
import { useAll, useKey } from './keyed-store.ts'
import { useWindowedList } from './list-window.ts'
import { LabelChip } from './label-chip.tsx'
import { LabelsField } from './labels-field.tsx'
import { compareCards, type SortKey } from './sort-cards.ts'

const ROW_HEIGHT = 42

interface BoardTableProps {
  board: Board
  isShown: (card: Card) => boolean
}

/** All cards as rows: sorted by any column, changed in place. */
export function BoardTable({ board, isShown }: BoardTableProps) {
  const { t } = useTranslation()
  const { labels, members, fields, lanes, mayWrite, selection } = useBoardContext()
  const [sort, setSort] = useState<{ key: SortKey; down: boolean }>()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => {
    const all = board.columns.flatMap((column) => column.cards.map((card) => ({ card, columnId: column.id })))
    const matching = all.filter(({ card }) => isShown(card))
    if (sort === undefined) return matching
    const compare = compareCards(sort.key, { labels, members, lanes })
    const order = board.columns.map(({ id }) => id)
    return matching.toSorted((a, b) => {
      const difference =
        sort.key === 'column' ? order.indexOf(a.columnId) - order.indexOf(b.columnId) : compare(a.card, b.card)
      return sort.down ? -difference : difference
    })
  }, [board.columns, isShown, sort, labels, members, lanes])
  const keys = useMemo(() => rows.map(({ card }) => card.id), [rows])
  const shown = useWindowedList({ keys, scroller, usualHeight: ROW_HEIGHT, gap: 0, keep: [] })
  const [first, last] = [shown.indexes[0] ?? 0, shown.indexes.at(-1) ?? -1]
  const before = shown.offsets[first] ?? 0
  const after = shown.total - (shown.offsets[last + 1] ?? shown.total)
  const heads: { key: SortKey; label: string }[] = [
    { key: 'title', label: t('board.title') },
    { key: 'column', label: t('board.column') },
    ...(lanes.length > 0 ? [{ key: 'lane' as const, label: t('board.lane') }] : []),
    { key: 'labels', label: t('board.labels') },
    { key: 'assignees', label: t('board.assignees') },
    { key: 'due', label: t('board.dueDate') },
    ...fields.map((field) => ({ key: `field:${field.id}` as const, label: field.name })),
  ]
  return (
    <div ref={scroller} className={styles.frame}>
      {rows.length === 0 && <p className={styles.empty}>{t('board.nothingShown')}</p>}
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {mayWrite && (
              <th className={styles.check}>
                <SelectAll ids={rows.map(({ card }) => card.id)} />
              </th>
            )}
            {heads.map(({ key, label }) => (
              <th
                key={key}
                data-column={key}
                aria-sort={sort?.key !== key ? 'none' : sort.down ? 'descending' : 'ascending'}
              >
                <UnstyledButton
                  className={styles.sort}
                  onClick={() =>
                    setSort(sort?.key !== key ? { key, down: false } : sort.down ? undefined : { key, down: true })
                  }
                >
                  {label}
                  {sort?.key === key &&
                    (sort.down ? <IconArrowDown size={14} aria-hidden /> : <IconArrowUp size={14} aria-hidden />)}
                </UnstyledButton>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden style={{ blockSize: before }} />}
          {shown.indexes.map((index) => {
            const row = rows[index]
            return row === undefined ? null : (
              <CardRow key={row.card.id} card={row.card} columnId={row.columnId} index={index} selection={selection} />
            )
          })}
          {after > 0 && <tr aria-hidden style={{ blockSize: after }} />}
        </tbody>
      </table>
    </div>
  )
}

function SelectAll({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation()
  const { selection } = useBoardContext()
  const selected = useAll(selection)
  const isAll = ids.every((id) => selected.has(id))
  return (
    <Checkbox
      size="xs"
      aria-label={t('board.selectAll')}
      checked={isAll}
      indeterminate={!isAll && selected.size > 0}
      onChange={() => selection.replace(isAll ? new Map() : new Map(ids.map((id) => [id, true])))}
    />
  )
}

interface CardRowProps {
  card: Card
  columnId: string
  index: number
  selection: ReturnType<typeof useBoardContext>['selection']
}

const CardRow = memo(function CardRow({ card, columnId, index, selection }: CardRowProps) {
  const { t } = useTranslation()
  const { labels, members, fields, lanes, columns, mayWrite, act, move, openCard, toggleSelected } = useBoardContext()
  const isSelected = useKey(selection, card.id) === true
  const title = useDraft(card.title, (value) => {
    if (value.trim() !== '') act((doc) => updateCard(doc, card.id, { title: value.trim() }))
  })
  return (
    <tr data-card={card.id} data-selected={isSelected} aria-rowindex={index + 2}>
      {mayWrite && (
        <td className={styles.check}>
          <Checkbox
            size="xs"
            aria-label={t('board.selectNamed', { title: card.title })}
            checked={isSelected}
            onChange={() => toggleSelected(card.id)}
          />
        </td>
      )}
      <td data-column="title">
        <div className={styles.title}>
          <TextInput
            flex={1}
            variant="unstyled"
            size="xs"
            aria-label={t('board.titleOf', { title: card.title })}
            maxLength={500}
            readOnly={!mayWrite}
            value={title.value}
            onChange={(event) => title.change(event.currentTarget.value)}
            onBlur={title.commit}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur()
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            c="inherit"
            size={24}
            aria-label={t('board.openNamed', { title: card.title })}
            onClick={() => openCard(card.id)}
          >
            <IconMaximize size={14} aria-hidden />
          </ActionIcon>
        </div>
      </td>
      <td>
        <NativeSelect
          variant="unstyled"
          size="xs"
          aria-label={t('board.columnOf', { title: card.title })}
          disabled={!mayWrite}
          data={columns.map(({ id, name }) => ({ value: id, label: name }))}
          value={columnId}
          onChange={(event) => move([card.id], { columnId: event.currentTarget.value, beforeCardId: null })}
        />
      </td>
      {lanes.length > 0 && (
        <td>
          <NativeSelect
            variant="unstyled"
            size="xs"
            aria-label={t('board.laneOf', { title: card.title })}
            disabled={!mayWrite}
            data={[
              { value: '', label: t('board.noLane') },
              ...lanes.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={card.laneId ?? ''}
            onChange={(event) => {
              const laneId = event.currentTarget.value || null
              act((doc) => updateCard(doc, card.id, { laneId }))
            }}
          />
        </td>
      )}
      <td>
        <CellPopover label={t('board.labelsOf', { title: card.title })} field={<LabelsField card={card} />}>
          {card.labels.map((id) => {
            const label = labels.get(id)
            return label === undefined ? null : <LabelChip key={id} label={label} />
          })}
        </CellPopover>
      </td>
      <td>
        <CellPopover
          label={t('board.assigneesOf', { title: card.title })}
          field={<AssigneesField card={card} isInPopover />}
        >
          {card.assignees.map((id) => {
            const person = members.get(id)
            return person === undefined ? null : <PersonAvatar key={id} memberId={id} name={person.name} size={22} />
          })}
        </CellPopover>
      </td>
      <td>
        <TextInput
          variant="unstyled"
          size="xs"
          type="date"
          aria-label={t('board.dueOf', { title: card.title })}
          readOnly={!mayWrite}
          value={card.dueOn ?? ''}
          onChange={(event) => {
            const dueOn = event.currentTarget.value || null
            act((doc) => updateCard(doc, card.id, { dueOn }))
          }}
        />
      </td>
      {fields.map((field) => (
        <td key={field.id}>
          <FieldInput card={card} field={field} isBare />
        </td>
      ))}
    </tr>
  )
})
