import { Button, Drawer, Textarea, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Board, type Card, updateCard } from '../../../shared/board.ts'
import { useDraft } from '../lib/use-draft.ts'
import { useLocale } from '../lib/use-locale.ts'
import { useBoardContext } from './board-context.tsx'
import { AssigneesField } from './assignees-field.tsx'
import styles from './card-drawer.module.css'
import { ColumnField } from './column-field.tsx'
import { LabelsField } from './labels-field.tsx'

interface CardDrawerProps {
  board: Board
  cardId: string
  onClose: () => void
}

/** One card with all its fields; every change is saved as it is made. */
export function CardDrawer({ board, cardId, onClose }: CardDrawerProps) {
  const { t } = useTranslation()
  const column = board.columns.find(({ cards }) => cards.some(({ id }) => id === cardId))
  const card = column?.cards.find(({ id }) => id === cardId)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={460}
      title={column?.name ?? t('board.cardGone')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {card === undefined || column === undefined ? (
        <p>{t('board.cardGoneText')}</p>
      ) : (
        <CardFields key={card.id} card={card} columnId={column.id} onClose={onClose} />
      )}
    </Drawer>
  )
}

function CardFields({ card, columnId, onClose }: { card: Card; columnId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { act, mayWrite, members, editors, removeCard } = useBoardContext()
  const title = useDraft(card.title, (value) => {
    if (value.trim() !== '') act((doc) => updateCard(doc, card.id, { title: value.trim() }))
  })
  const description = useDraft(card.description, (value) =>
    act((doc) => updateCard(doc, card.id, { description: value })),
  )
  const here = editors.get(card.id) ?? []
  const author = card.createdBy === null ? undefined : members.get(card.createdBy)
  return (
    <div className={styles.fields}>
      {here.length > 0 && (
        <p className={styles.here} role="status">
          {t('board.isEditing', { name: here.map(({ name }) => name).join(', ') })}
        </p>
      )}
      <Textarea
        label={t('board.cardTitle')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={500}
        readOnly={!mayWrite}
        classNames={{ input: styles.title ?? '' }}
        value={title.value}
        onChange={(event) => title.change(event.currentTarget.value.replaceAll('\n', ' '))}
        onBlur={title.commit}
      />
      <ColumnField card={card} columnId={columnId} />
      <LabelsField card={card} />
      <AssigneesField card={card} />
      <TextInput
        label={t('board.dueDate')}
        type="date"
        readOnly={!mayWrite}
        value={card.dueOn ?? ''}
        onChange={(event) => {
          const dueOn = event.currentTarget.value || null
          act((doc) => updateCard(doc, card.id, { dueOn }))
        }}
      />
      <Textarea
        label={t('board.description')}
        placeholder={mayWrite ? t('board.descriptionHint') : ''}
        autosize
        minRows={5}
        maxRows={18}
        maxLength={20_000}
        readOnly={!mayWrite}
        value={description.value}
        onChange={(event) => description.change(event.currentTarget.value)}
        onBlur={description.commit}
      />
      <div className={styles.foot}>
        <span>
          {author === undefined
            ? t('board.created', { when: locale.dateTime(card.createdAt) })
            : t('board.createdBy', { when: locale.dateTime(card.createdAt), name: author.name })}
        </span>
        {mayWrite && (
          <Button
            variant="subtle"
            color="red"
            c="var(--gh-danger-text)"
            size="xs"
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={() => {
              onClose()
              removeCard(card.id, card.title)
            }}
          >
            {t('board.deleteCard')}
          </Button>
        )}
      </div>
    </div>
  )
}
