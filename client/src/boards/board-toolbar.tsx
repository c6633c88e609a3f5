import { ActionIcon, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconFilter } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './board-page.module.css'

interface BoardToolbarProps {
  filter: string
  onFilter: (filter: string) => void
  total: number
  shown: number
  /** Absent: read only. */
  history: { undo: () => void; redo: () => void; canUndo: boolean; canRedo: boolean } | undefined
  badge: ReactNode
}

export function BoardToolbar({ filter, onFilter, total, shown, history, badge }: BoardToolbarProps) {
  const { t } = useTranslation()
  useEffect(() => {
    if (history === undefined) return undefined
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target)) return
      const key = event.key.toLowerCase()
      if (key === 'z' && !event.shiftKey) history.undo()
      else if (key === 'y' || (key === 'z' && event.shiftKey)) history.redo()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [history])
  return (
    <div className={styles.toolbar}>
      <TextInput
        className={styles.filter}
        leftSection={<IconFilter size={16} aria-hidden />}
        placeholder={t('board.filter')}
        aria-label={t('board.filter')}
        value={filter}
        onChange={(event) => onFilter(event.currentTarget.value)}
      />
      {badge}
      <span className={styles.total} role="status" aria-label={t('board.count')}>
        {filter.trim() === '' ? t('board.cards', { count: total }) : t('board.shown', { count: total, shown })}
      </span>
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

/** There, the browser's own undo belongs to the text. */
function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}
