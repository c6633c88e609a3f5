import { Button, Drawer, Select, Textarea, TextInput } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconLink, IconPlus, IconTemplate, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Board, Card } from '../../../shared/board.ts'
import { updateCard } from '../../../shared/board/change-card.ts'
import { useCommunity } from '../lib/session.tsx'
import { useDraft } from '../lib/use-draft.ts'
import { useLocale } from '../lib/use-locale.ts'
import { useReturnFocus } from '../lib/use-return-focus.ts'
import { ReportButton } from '../moderation/report-button.tsx'
import { AssigneesField } from './assignees-field.tsx'
import { useBoardContext } from './board-context.tsx'
import styles from './card-drawer.module.css'
import { copyCardLink } from './card-link.ts'
import { ChecklistsField } from './checklists-field.tsx'
import { ColumnField } from './column-field.tsx'
import { CommentsSection } from './comments-section.tsx'
import { DescriptionField } from './description-field.tsx'
import { FieldInput } from './field-input.tsx'
import { FilesField } from './files-field.tsx'
import { useKey } from './keyed-store.ts'
import { LabelsField } from './labels-field.tsx'
import { RelationsField } from './relations-field.tsx'

interface CardDrawerProps {
  board: Board
  cardId: string
  onClose: () => void
}

/** One card with all that belongs to it; every change is saved as it is made. */
export function CardDrawer({ board, cardId, onClose }: CardDrawerProps) {
  const { t } = useTranslation()
  useReturnFocus()
  const { card: cardOf } = useBoardContext()
  const card = cardOf(cardId)
  const column = board.columns.find(({ cards }) => cards.some(({ id }) => id === cardId))
  const title =
    card === undefined
      ? t('board.cardGone')
      : card.isTemplate
        ? t('board.cardTemplates.one')
        : (column?.name ?? t('board.archive'))
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {card === undefined ? (
        <p>{t('board.cardGoneText')}</p>
      ) : (
        <CardParts key={card.id} board={board} card={card} columnId={column?.id} onClose={onClose} />
      )}
    </Drawer>
  )
}

interface CardPartsProps {
  board: Board
  card: Card
  /** Undefined: it, or its column, is archived. */
  columnId: string | undefined
  onClose: () => void
}

function CardParts({ board, card, columnId, onClose }: CardPartsProps) {
  const { t } = useTranslation()
  const { act, mayWrite, editors, fields, lanes, openCard, addFromTemplate } = useBoardContext()
  const title = useDraft(card.title, (value) => {
    if (value.trim() !== '') act((doc) => updateCard(doc, card.id, { title: value.trim() }))
  })
  const here = useKey(editors, card.id) ?? []
  return (
    <div className={styles.fields}>
      {here.length > 0 && (
        <p className={styles.here} role="status">
          {t('board.isEditing', { name: here.map(({ name }) => name).join(', ') })}
        </p>
      )}
      {card.archivedAt !== null && (
        <p className={styles.here}>
          {t('board.isArchived')}
          {mayWrite && (
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconArchiveOff size={14} aria-hidden />}
              onClick={() => act((doc) => updateCard(doc, card.id, { archivedAt: null }))}
            >
              {t('board.bringBack')}
            </Button>
          )}
        </p>
      )}
      {card.isTemplate && (
        <p className={styles.here}>
          {t('board.cardTemplates.about')}
          {mayWrite && (
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => openCard(addFromTemplate(card))}
            >
              {t('board.cardTemplates.use')}
            </Button>
          )}
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
      <div className={styles.pair}>
        {columnId !== undefined && <ColumnField card={card} columnId={columnId} />}
        {lanes.length > 0 && (
          <Select
            label={t('board.lane')}
            data={[
              ...lanes.map(({ id, name }) => ({ value: id, label: name })),
              { value: '', label: t('board.noLane') },
            ]}
            value={card.laneId ?? ''}
            disabled={!mayWrite}
            onChange={(value) => act((doc) => updateCard(doc, card.id, { laneId: value || null }))}
          />
        )}
        {!card.isTemplate && (
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
        )}
      </div>
      <AssigneesField card={card} />
      <LabelsField card={card} />
      {fields.length > 0 && (
        <div className={styles.pair}>
          {fields.map((field) => (
            <FieldInput key={field.id} card={card} field={field} />
          ))}
        </div>
      )}
      <DescriptionField card={card} />
      <ChecklistsField card={card} />
      {!card.isTemplate && (
        <>
          <FilesField card={card} />
          <RelationsField board={board} card={card} />
          <CommentsSection card={card} />
        </>
      )}
      <CardFoot card={card} onClose={onClose} />
    </div>
  )
}

function CardFoot({ card, onClose }: { card: Card; onClose: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { documentId, mayWrite, members, remove, archive, saveAsTemplate } = useBoardContext()
  const { member } = useCommunity()
  const author = card.createdBy === null ? undefined : members.get(card.createdBy)
  return (
    <div className={styles.foot}>
      <span>
        {author === undefined
          ? t('board.created', { when: locale.dateTime(card.createdAt) })
          : t('board.createdBy', { when: locale.dateTime(card.createdAt), name: author.name })}
      </span>
      <span className={styles.actions}>
        <Button
          variant="subtle"
          color="gray"
          c="inherit"
          size="compact-xs"
          leftSection={<IconLink size={15} aria-hidden />}
          onClick={() => copyCardLink(documentId, card.id)}
        >
          {t('board.copyLink')}
        </Button>
        {mayWrite && !card.isTemplate && (
          <Button
            variant="subtle"
            color="gray"
            c="inherit"
            size="compact-xs"
            leftSection={<IconTemplate size={15} aria-hidden />}
            onClick={() => saveAsTemplate(card.id)}
          >
            {t('board.cardTemplates.save')}
          </Button>
        )}
        {mayWrite && card.archivedAt === null && !card.isTemplate && (
          <Button
            variant="subtle"
            color="gray"
            c="inherit"
            size="compact-xs"
            leftSection={<IconArchive size={15} aria-hidden />}
            onClick={() => {
              onClose()
              archive([card.id])
            }}
          >
            {t('board.archiveCard')}
          </Button>
        )}
        {card.createdBy !== member.id && card.archivedAt === null && !card.isTemplate && (
          <ReportButton subject={{ kind: 'card', id: card.id, placeId: documentId }} />
        )}
        {mayWrite && (
          <Button
            variant="subtle"
            color="red"
            c="var(--gh-danger-text)"
            size="compact-xs"
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={() => {
              onClose()
              remove(card.id)
            }}
          >
            {t(card.isTemplate ? 'board.cardTemplates.delete' : 'board.deleteCard')}
          </Button>
        )}
      </span>
    </div>
  )
}
