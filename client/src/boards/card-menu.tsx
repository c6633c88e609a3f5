import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowRight,
  IconArrowUp,
  IconCheck,
  IconDots,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../shared/board.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './board-card.module.css'

/** All that a drag can do, without one. */
export function CardMenu({ card, columnId }: { card: Card; columnId: string }) {
  const { t } = useTranslation()
  const { columns, openCard, move, step, removeCard } = useBoardContext()
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          className={styles.menu}
          variant="subtle"
          color="gray"
          c="inherit"
          size={24}
          aria-label={t('board.cardMenu', { title: card.title })}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => openCard(card.id)}>
          {t('board.openCard')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowUp size={16} aria-hidden />} onClick={() => step(card.id, 'up')}>
          {t('board.moveUp')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={16} aria-hidden />} onClick={() => step(card.id, 'down')}>
          {t('board.moveDown')}
        </Menu.Item>
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item leftSection={<IconArrowRight size={16} aria-hidden />}>{t('board.moveTo')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            {columns.map(({ id, name }) => (
              <Menu.Item
                key={id}
                disabled={id === columnId}
                rightSection={id === columnId ? <IconCheck size={14} aria-hidden /> : null}
                onClick={() => move(card.id, { columnId: id, beforeCardId: null })}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Sub.Dropdown>
        </Menu.Sub>
        <Menu.Divider />
        <Menu.Item
          c="var(--gh-danger-text)"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => removeCard(card.id, card.title)}
        >
          {t('board.deleteCard')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
