import { ActionIcon, Button, Menu } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DotsMenu } from '../components/dots-menu.tsx'
import type { Board } from '../../../shared/board.ts'
import { addLane, deleteLane, moveLane, updateLane } from '../../../shared/board/change-board.ts'
import { newId } from '../lib/new-id.ts'
import { CardCell, type CellProps, ColumnHead } from './board-column.tsx'
import { useBoardContext } from './board-context.tsx'
import styles from './board-lanes.module.css'
import type { Cell, Grid } from './card-places.ts'
import { ColumnNameField } from './column-name-field.tsx'

interface BoardLanesProps {
  board: Board
  grid: Grid
  cellProps: (cell: Cell) => CellProps
}

/** Columns with a row per lane; the heads of the columns stay in sight. */
export function BoardLanes({ board, grid, cellProps }: BoardLanesProps) {
  const { documentId, mayWrite } = useBoardContext()
  const [folded, setFolded] = useLocalStorage<string[]>({ key: `guildhall:lanes:${documentId}`, defaultValue: [] })
  return (
    <div className={styles.board} style={{ ['--columns' as string]: board.columns.length }}>
      <div className={styles.heads}>
        {board.columns.map((column) => (
          <LaneColumnHead key={column.id} column={column} />
        ))}
      </div>
      {grid.map((row) => {
        const laneId = row[0]?.laneId ?? ''
        const isFolded = folded.includes(laneId)
        return (
          <Lane
            key={laneId}
            lane={board.lanes.find(({ id }) => id === laneId)}
            row={row}
            isFolded={isFolded}
            onFold={() => setFolded(isFolded ? folded.filter((id) => id !== laneId) : [...folded, laneId])}
            cellProps={cellProps}
          />
        )
      })}
      {mayWrite && <AddLane />}
    </div>
  )
}

function AddLane() {
  const { t } = useTranslation()
  const { act } = useBoardContext()
  const [open, setOpen] = useState(false)
  if (!open) {
    return (
      <Button
        variant="subtle"
        color="gray"
        c="dimmed"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('board.addLane')}
      </Button>
    )
  }
  return (
    <div className={styles.addLane}>
      <ColumnNameField
        label={t('board.laneName')}
        initial=""
        onDone={(name) => {
          setOpen(false)
          if (name !== undefined) act((doc) => addLane(doc, { id: newId(), name }))
        }}
      />
    </div>
  )
}

function LaneColumnHead({ column }: { column: Board['columns'][number] }) {
  const headingId = useId()
  const over = column.wipLimit !== null && column.cards.length > column.wipLimit
  return (
    <div className={styles.columnHead} data-over={over}>
      <ColumnHead column={column} headingId={headingId} onAdd={undefined} />
    </div>
  )
}

interface LaneProps {
  /** Undefined: the cards in no lane. */
  lane: Board['lanes'][number] | undefined
  row: readonly Cell[]
  isFolded: boolean
  onFold: () => void
  cellProps: (cell: Cell) => CellProps
}

function Lane({ lane, row, isFolded, onFold, cellProps }: LaneProps) {
  const { t } = useTranslation()
  const { mayWrite, act, columns, lanes } = useBoardContext()
  const [renaming, setRenaming] = useState(false)
  const headingId = useId()
  const name = lane?.name ?? t('board.noLane')
  const at = lanes.findIndex(({ id }) => id === lane?.id)
  const cells = row.map(cellProps)
  const total = cells.reduce((sum, { cards }) => sum + cards.length, 0)
  return (
    <section className={styles.lane} aria-labelledby={headingId}>
      <div className={styles.laneHead}>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="inherit"
          size={26}
          aria-expanded={!isFolded}
          aria-label={t(isFolded ? 'board.unfoldLane' : 'board.foldLane', { lane: name })}
          onClick={onFold}
        >
          {isFolded ? <IconChevronRight size={17} aria-hidden /> : <IconChevronDown size={17} aria-hidden />}
        </ActionIcon>
        {renaming && lane !== undefined ? (
          <ColumnNameField
            label={t('board.laneName')}
            initial={lane.name}
            onDone={(next) => {
              setRenaming(false)
              if (next !== undefined) act((doc) => updateLane(doc, lane.id, { name: next }))
            }}
          />
        ) : (
          <h2 id={headingId} className={styles.laneName}>
            {name}
          </h2>
        )}
        <span className={styles.laneCount}>{t('board.cards', { count: total })}</span>
        {mayWrite && lane !== undefined && (
          <DotsMenu label={t('board.laneMenu', { lane: name })} returnFocus={false} position="bottom-start">
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setRenaming(true)}>
              {t('board.renameColumn')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowUp size={16} aria-hidden />}
              disabled={at === 0}
              onClick={() => act((doc) => moveLane(doc, lane.id, lanes[at - 1]?.id ?? null))}
            >
              {t('board.moveUp')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={16} aria-hidden />}
              disabled={at === lanes.length - 1}
              onClick={() => act((doc) => moveLane(doc, lane.id, lanes[at + 2]?.id ?? null))}
            >
              {t('board.moveDown')}
            </Menu.Item>
            <Menu.Item
              c="var(--gh-danger-text)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => act((doc) => deleteLane(doc, lane.id))}
            >
              {t('board.deleteLane')}
            </Menu.Item>
          </DotsMenu>
        )}
      </div>
      {!isFolded && (
        <div className={styles.row}>
          {cells.map((cell, index) => (
            <div key={cell.cell.id} className={styles.cell} data-target={cell.isTarget}>
              <CardCell {...cell} />
              {mayWrite && !cell.adding && (
                <ActionIcon
                  className={styles.add}
                  variant="subtle"
                  color="gray"
                  c="dimmed"
                  size={26}
                  aria-label={t('board.addCardToCell', { column: columns[index]?.name ?? '', lane: name })}
                  onClick={() => cell.onAdding(cell.cell.id)}
                >
                  <IconPlus size={16} aria-hidden />
                </ActionIcon>
              )}
            </div>
          ))}
        </div>
      )}
    </section>
  )
}
