import { ActionIcon, Button, Modal, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../shared/board.ts'
import { FIELD_KINDS, type FieldKind, LABEL_COLORS } from '../../../shared/board-kinds.ts'
import {
  addField,
  addLabel,
  deleteField,
  deleteLabel,
  updateField,
  updateLabel,
} from '../../../shared/board/change-board.ts'
import { newId } from '../lib/new-id.ts'
import { useDraft } from '../lib/use-draft.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './board-settings.module.css'

/** The board's own fields and labels. */
export function BoardSettings({ board, onClose }: { board: Board; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('board.settings')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg">
        <Fields fields={board.fields} />
        <Labels labels={board.labels} />
      </Stack>
    </Modal>
  )
}

function Fields({ fields }: { fields: Board['fields'] }) {
  const { t } = useTranslation()
  const { act } = useBoardContext()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<FieldKind>('text')
  const kinds = FIELD_KINDS.map((value) => ({ value, label: t(`board.fieldKind.${value}`) }))
  return (
    <section aria-label={t('board.fields')}>
      <h3 className={styles.heading}>{t('board.fields')}</h3>
      <p className={styles.hint}>{t('board.fieldsText')}</p>
      <ul className={styles.list}>
        {fields.map((field) => (
          <li key={field.id}>
            <NameField
              label={t('board.fieldName')}
              name={field.name}
              onName={(next) => act((doc) => updateField(doc, field.id, { name: next }))}
            />
            <span className={styles.kind}>{t(`board.fieldKind.${field.kind}`)}</span>
            {field.kind === 'select' && (
              <TagsInput
                flex={2}
                size="xs"
                aria-label={t('board.fieldOptions', { name: field.name })}
                placeholder={t('board.fieldOptionsHint')}
                maxTags={50}
                value={field.options}
                onChange={(options) => act((doc) => updateField(doc, field.id, { options }))}
              />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              c="inherit"
              aria-label={t('board.deleteNamed', { title: field.name })}
              onClick={() => act((doc) => deleteField(doc, field.id))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '') return
          act((doc) => addField(doc, { id: newId(), name: name.trim(), kind }))
          setName('')
        }}
      >
        <TextInput
          flex={1}
          size="xs"
          label={t('board.newField')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          size="xs"
          label={t('board.fieldKindLabel')}
          data={kinds}
          value={kind}
          onChange={(value) => setKind(FIELD_KINDS.find((one) => one === value) ?? 'text')}
        />
        <Button type="submit" size="xs" disabled={name.trim() === ''} leftSection={<IconPlus size={14} aria-hidden />}>
          {t('board.addField')}
        </Button>
      </form>
    </section>
  )
}

function Labels({ labels }: { labels: Board['labels'] }) {
  const { t } = useTranslation()
  const { act } = useBoardContext()
  return (
    <section aria-label={t('board.labels')}>
      <h3 className={styles.heading}>{t('board.labels')}</h3>
      <ul className={styles.list}>
        {labels.map((label) => (
          <li key={label.id}>
            <NameField
              label={t('board.labelName')}
              name={label.name}
              onName={(name) => act((doc) => updateLabel(doc, label.id, { name }))}
            />
            <Select
              size="xs"
              aria-label={t('board.labelColor')}
              data={LABEL_COLORS.map((value) => ({ value, label: t(`board.colors.${value}`) }))}
              value={label.color}
              onChange={(value) => {
                const color = LABEL_COLORS.find((one) => one === value)
                if (color !== undefined) act((doc) => updateLabel(doc, label.id, { color }))
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              c="inherit"
              aria-label={t('board.deleteNamed', { title: label.name })}
              onClick={() => act((doc) => deleteLabel(doc, label.id))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => act((doc) => addLabel(doc, { id: newId(), name: t('board.newLabel'), color: 'gray' }))}
      >
        {t('board.addLabel')}
      </Button>
    </section>
  )
}

function NameField({ label, name, onName }: { label: string; name: string; onName: (name: string) => void }) {
  const draft = useDraft(name, (next) => {
    if (next.trim() !== '') onName(next.trim())
  })
  return (
    <TextInput
      flex={1}
      size="xs"
      aria-label={label}
      maxLength={80}
      value={draft.value}
      onChange={(event) => draft.change(event.currentTarget.value)}
      onBlur={draft.commit}
    />
  )
}
