import { ActionIcon, Button, Checkbox, Progress, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, Checklist, CheckItem } from '../../../shared/board.ts'
import {
  addChecklist,
  addCheckItem,
  deleteChecklist,
  deleteCheckItem,
  updateChecklist,
  updateCheckItem,
} from '../../../shared/board/change-card.ts'
import { newId } from '../lib/new-id.ts'
import { useDraft } from '../lib/use-draft.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './card-drawer.module.css'

export function ChecklistsField({ card }: { card: Card }) {
  const { t } = useTranslation()
  const { act, mayWrite } = useBoardContext()
  if (card.checklists.length === 0 && !mayWrite) return null
  return (
    <section className={styles.section} aria-label={t('board.checklists')}>
      <div className={styles.sectionHead}>
        <h3 className={styles.heading}>{t('board.checklists')}</h3>
        {mayWrite && (
          <Button
            variant="subtle"
            color="gray"
            c="inherit"
            size="compact-xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => act((doc) => addChecklist(doc, card.id, { id: newId(), name: t('board.checklist') }))}
          >
            {t('board.addChecklist')}
          </Button>
        )}
      </div>
      {card.checklists.map((list) => (
        <ChecklistPart key={list.id} cardId={card.id} list={list} />
      ))}
    </section>
  )
}

function ChecklistPart({ cardId, list }: { cardId: string; list: Checklist }) {
  const { t } = useTranslation()
  const { act, mayWrite } = useBoardContext()
  const [text, setText] = useState('')
  const name = useDraft(list.name, (value) => {
    if (value.trim() !== '') act((doc) => updateChecklist(doc, cardId, list.id, { name: value.trim() }))
  })
  const done = list.items.filter((item) => item.done).length
  return (
    <div className={styles.checklist}>
      <div className={styles.checkHead}>
        <TextInput
          flex={1}
          variant="unstyled"
          size="xs"
          fw={600}
          aria-label={t('board.checklistName')}
          maxLength={120}
          readOnly={!mayWrite}
          value={name.value}
          onChange={(event) => name.change(event.currentTarget.value)}
          onBlur={name.commit}
        />
        <span className={styles.checkCount}>{t('board.checkedOf', { done, count: list.items.length })}</span>
        {mayWrite && (
          <ActionIcon
            variant="subtle"
            color="gray"
            c="inherit"
            size={24}
            aria-label={t('board.deleteNamed', { title: list.name })}
            onClick={() => act((doc) => deleteChecklist(doc, cardId, list.id))}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {list.items.length > 0 && <Progress size="xs" aria-label={list.name} value={(done / list.items.length) * 100} />}
      <ul className={styles.items}>
        {list.items.map((item) => (
          <CheckRow key={item.id} cardId={cardId} item={item} />
        ))}
      </ul>
      {mayWrite && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() === '') return
            act((doc) => addCheckItem(doc, cardId, list.id, { id: newId(), text: text.trim() }))
            setText('')
          }}
        >
          <TextInput
            size="xs"
            aria-label={t('board.newItem', { name: list.name })}
            placeholder={t('board.newItemHint')}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </form>
      )}
    </div>
  )
}

function CheckRow({ cardId, item }: { cardId: string; item: CheckItem }) {
  const { t } = useTranslation()
  const { act, mayWrite } = useBoardContext()
  const draft = useDraft(item.text, (value) => {
    if (value.trim() !== '') act((doc) => updateCheckItem(doc, cardId, item.id, { text: value.trim() }))
  })
  return (
    <li data-done={item.done}>
      <Checkbox
        size="xs"
        aria-label={item.text}
        checked={item.done}
        disabled={!mayWrite}
        onChange={(event) => {
          const { checked } = event.currentTarget
          act((doc) => updateCheckItem(doc, cardId, item.id, { done: checked }))
        }}
      />
      <TextInput
        flex={1}
        variant="unstyled"
        size="xs"
        aria-label={t('board.itemText')}
        maxLength={500}
        readOnly={!mayWrite}
        value={draft.value}
        onChange={(event) => draft.change(event.currentTarget.value)}
        onBlur={draft.commit}
      />
      {mayWrite && (
        <ActionIcon
          variant="subtle"
          color="gray"
          c="inherit"
          size={24}
          aria-label={t('board.deleteNamed', { title: item.text })}
          onClick={() => act((doc) => deleteCheckItem(doc, cardId, item.id))}
        >
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      )}
    </li>
  )
}
