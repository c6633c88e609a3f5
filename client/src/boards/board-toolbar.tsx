import { ActionIcon, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconKeyboard, IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, CardFilter } from '../../../shared/board.ts'
import styles from './board-page.module.css'
import { BOARD_VIEWS, type BoardView, isBoardView } from './board-views.ts'
import { isEmptyFilter } from './card-filter.ts'
import { FilterMenu } from './filter-menu.tsx'
import { FILTER_ID } from './use-board-keys.ts'

interface BoardToolbarProps {
  board: Board
  filter: CardFilter
  onFilter: (filter: CardFilter) => void
  view: BoardView
  onView: (view: BoardView) => void
  total: number
  shown: number
  /** Absent: read only. */
  history: { undo: () => void; redo: () => void; canUndo: boolean; canRedo: boolean } | undefined
  badge: ReactNode
  onHelp: () => void
}

export function BoardToolbar(props: BoardToolbarProps) {
  const { board, filter, onFilter, view, onView, total, shown, history, badge, onHelp } = props
  const { t } = useTranslation()
  const views = BOARD_VIEWS.map((value) => ({ value, label: t(`board.views.${value}`) }))
  const choose = (value: string | null) => {
    if (isBoardView(value)) onView(value)
  }
  return (
    <div className={styles.toolbar}>
      <TextInput
        id={FILTER_ID}
        className={styles.filter}
        leftSection={<IconSearch size={16} aria-hidden />}
        placeholder={t('board.filter')}
        aria-label={t('board.filter')}
        aria-keyshortcuts="/"
        value={filter.text ?? ''}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <FilterMenu board={board} filter={filter} onFilter={onFilter} />
      <SegmentedControl
        className={styles.views}
        size="xs"
        aria-label={t('board.view')}
        data={views}
        value={view}
        onChange={choose}
      />
      <Select
        className={styles.viewsSmall}
        w={108}
        aria-label={t('board.view')}
        data={views}
        value={view}
        onChange={choose}
      />
      {badge}
      <span className={styles.total} role="status" aria-label={t('board.count')}>
        {isEmptyFilter(filter) ? t('board.cards', { count: total }) : t('board.shown', { count: total, shown })}
      </span>
      <ActionIcon
        className={styles.keys}
        variant="subtle"
        color="gray"
        c="inherit"
        size={32}
        onClick={onHelp}
        aria-label={t('board.keys.title')}
        aria-keyshortcuts="?"
      >
        <IconKeyboard size={18} aria-hidden />
      </ActionIcon>
      {history !== undefined && (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="inherit"
            size={32}
            disabled={!history.canUndo}
            onClick={history.undo}
            aria-label={t('common.undo')}
            aria-keyshortcuts="Control+Z"
          >
            <IconArrowBackUp size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="inherit"
            size={32}
            disabled={!history.canRedo}
            onClick={history.redo}
            aria-label={t('common.redo')}
            aria-keyshortcuts="Control+Shift+Z"
          >
            <IconArrowForwardUp size={18} aria-hidden />
          </ActionIcon>
        </>
      )}
    </div>
  )
}
