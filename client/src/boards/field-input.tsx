import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Card, Field } from '../../../shared/board.ts'
import { setField } from '../../../shared/board/change-card.ts'
import { useDraft } from '../lib/use-draft.ts'
import { useBoardContext } from './board-context.tsx'

interface FieldInputProps {
  card: Card
  field: Field
  /** In a table the head of the column is the label. */
  isBare?: boolean
}

/** One of the board's own fields on one card. */
export function FieldInput({ card, field, isBare = false }: FieldInputProps) {
  const { t } = useTranslation()
  const { act, mayWrite } = useBoardContext()
  const value = card.fields[field.id]
  const set = (next: string | number | boolean | null) => act((doc) => setField(doc, card.id, field.id, next))
  const labels = isBare
    ? { 'aria-label': t('board.fieldOf', { field: field.name, title: card.title }), variant: 'unstyled', size: 'xs' }
    : { label: field.name }
  if (field.kind === 'checkbox') {
    const { variant: _none, ...checkbox } = { variant: '', ...labels }
    return (
      <Checkbox
        {...checkbox}
        checked={value === true}
        disabled={!mayWrite}
        onChange={(event) => set(event.currentTarget.checked || null)}
      />
    )
  }
  if (field.kind === 'number') {
    return (
      <NumberInput
        {...labels}
        hideControls
        readOnly={!mayWrite}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => set(typeof next === 'number' ? next : null)}
      />
    )
  }
  if (field.kind === 'select') {
    const options = new Set([...field.options, ...(typeof value === 'string' ? [value] : [])])
    return (
      <NativeSelect
        {...labels}
        disabled={!mayWrite}
        data={[{ value: '', label: '–' }, ...[...options].map((option) => ({ value: option, label: option }))]}
        value={String(value ?? '')}
        onChange={(event) => set(event.currentTarget.value || null)}
      />
    )
  }
  if (field.kind === 'date') {
    return (
      <TextInput
        {...labels}
        type="date"
        readOnly={!mayWrite}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => set(event.currentTarget.value || null)}
      />
    )
  }
  return (
    <TextField value={String(value ?? '')} labels={labels} readOnly={!mayWrite} onValue={(text) => set(text || null)} />
  )
}

interface TextFieldProps {
  value: string
  labels: object
  readOnly: boolean
  onValue: (text: string) => void
}

function TextField({ value, labels, readOnly, onValue }: TextFieldProps) {
  const draft = useDraft(value, (text) => onValue(text.trim()))
  return (
    <TextInput
      {...labels}
      maxLength={2_000}
      readOnly={readOnly}
      value={draft.value}
      onChange={(event) => draft.change(event.currentTarget.value)}
      onBlur={draft.commit}
    />
  )
}
