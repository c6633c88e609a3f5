import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../shared/board.ts'
import { useBoardContext } from './board-context.tsx'

export function ColumnField({ card, columnId }: { card: Card; columnId: string }) {
  const { t } = useTranslation()
  const { columns, mayWrite, move } = useBoardContext()
  return (
    <Select
      label={t('board.column')}
      data={columns.map(({ id, name }) => ({ value: id, label: name }))}
      value={columnId}
      disabled={!mayWrite}
      onChange={(value) => {
        if (value !== null && value !== columnId) move([card.id], { columnId: value, beforeCardId: null })
      }}
    />
  )
}
