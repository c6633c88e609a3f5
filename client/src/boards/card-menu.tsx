import { Menu } from '@mantine/core'
import {
  IconArchive,
  IconArrowDown,
  IconArrowRight,
  IconArrowUp,
  IconCheck,
  IconDots,
  IconLink,
  IconPencil,
  IconSquareCheck,
  IconTemplate,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../shared/board.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './board-card.module.css'
import { copyCardLink } from './card-link.ts'
import { useKey } from './keyed-store.ts'

/** All that a drag or a key can do, without one. A button alone until it is first pressed: there are hundreds of cards. */
export function CardMenu({ card, columnId }: { card: Card; columnId: string }) {
  const { t } = useTranslation()
  const [isMade, setMade] = useState(false)
  const label = t('board.cardMenu', { title: card.title })
  const dots = <IconDots size={16} aria-hidden />
  if (!isMade) {
    return (
      <button
        type="button"
        className={styles.menu}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => setMade(true)}
      >
        {dots}
      </button>
    )
  }
  return (
    <Menu defaultOpened>
      <Menu.Target>
        <button type="button" className={styles.menu} aria-label={label}>
          {dots}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <CardMenuItems card={card} columnId={columnId} />
      </Menu.Dropdown>
    </Menu>
  )
}

function CardMenuItems({ card, columnId }: { card: Card; columnId: string }) {
  const { t } = useTranslation()
  const { documentId, columns, openCard, move, step, remove, archive, saveAsTemplate, selection, toggleSelected } =
    useBoardContext()
  const isSelected = useKey(selection, card.id) === true
  return (
    <>
      <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => openCard(card.id)}>
        {t('board.openCard')}
      </Menu.Item>
      <Menu.Item leftSection={<IconSquareCheck size={16} aria-hidden />} onClick={() => toggleSelected(card.id)}>
        {t(isSelected ? 'board.unselect' : 'board.select')}
      </Menu.Item>
      <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={() => copyCardLink(documentId, card.id)}>
        {t('board.copyLink')}
      </Menu.Item>
      <Menu.Divider />
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
              onClick={() => move([card.id], { columnId: id, beforeCardId: null })}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Divider />
      <Menu.Item leftSection={<IconTemplate size={16} aria-hidden />} onClick={() => saveAsTemplate(card.id)}>
        {t('board.cardTemplates.save')}
      </Menu.Item>
      <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => archive([card.id])}>
        {t('board.archiveCard')}
      </Menu.Item>
      <Menu.Item
        c="var(--gh-danger-text)"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => remove(card.id)}
      >
        {t('board.deleteCard')}
      </Menu.Item>
    </>
  )
}
