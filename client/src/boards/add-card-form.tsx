import { ActionIcon, Button, CloseButton, Menu, Textarea } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addCard } from '../../../shared/board/change-card.ts'
import { newId } from '../lib/new-id.ts'
import { useCommunity } from '../lib/session.tsx'
import { useBoardContext } from './board-context.tsx'
import styles from './board-column.module.css'

interface AddCardFormProps {
  columnId: string
  laneId: string | null
  onClose: () => void
}

/** Stays open after each card, so that several can be written down in a row. */
export function AddCardForm({ columnId, laneId, onClose }: AddCardFormProps) {
  const { t } = useTranslation()
  const { act, templates, addFromTemplate } = useBoardContext()
  const { member } = useCommunity()
  const [title, setTitle] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const add = () => {
    const trimmed = title.trim()
    if (trimmed === '') return
    const made = { createdAt: Date.now(), createdBy: member.id }
    act((doc) => addCard(doc, { id: newId(), title: trimmed, columnId, laneId, ...made }))
    setTitle('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      add()
    }
  }
  const isEmpty = title === ''
  // Opened, or emptied by adding a card, which has pushed it down.
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isEmpty])
  return (
    <form
      ref={form}
      className={styles.addForm}
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <Textarea
        autosize
        minRows={2}
        maxRows={6}
        autoFocus
        maxLength={500}
        aria-label={t('board.cardTitle')}
        placeholder={t('board.cardTitle')}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.addActions}>
        <Button size="xs" type="submit" disabled={title.trim() === ''}>
          {t('board.addCard')}
        </Button>
        {templates.length > 0 && (
          <Menu>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" c="inherit" size={30} aria-label={t('board.cardTemplates.use')}>
                <IconTemplate size={17} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown className={styles.templates}>
              {templates.map((template) => (
                <Menu.Item
                  key={template.id}
                  onClick={() => {
                    addFromTemplate(template, { columnId, laneId, title: title.trim() || undefined })
                    setTitle('')
                  }}
                >
                  {template.title === '' ? t('board.untitled') : template.title}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        <CloseButton aria-label={t('common.cancel')} onClick={onClose} />
      </div>
    </form>
  )
}
