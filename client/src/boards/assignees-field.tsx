import { MultiSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../shared/board.ts'
import { setOnCard } from '../../../shared/board/change-card.ts'
import { useBoardContext } from './board-context.tsx'

interface AssigneesFieldProps {
  card: Card
  /** In a popover, which a click outside of it would close. */
  isInPopover?: boolean
}

export function AssigneesField({ card, isInPopover = false }: AssigneesFieldProps) {
  const { t } = useTranslation()
  const { members, mayWrite, act } = useBoardContext()
  // Somebody who has left the community stays on the card until taken off.
  const gone = card.assignees
    .filter((id) => !members.has(id))
    .map((id) => ({ value: id, label: t('board.formerMember') }))
  const data = [...[...members.values()].map(({ id, name }) => ({ value: id, label: name })), ...gone]
  return (
    <MultiSelect
      label={t('board.assignees')}
      placeholder={card.assignees.length === 0 && mayWrite ? t('board.nobody') : ''}
      data={data}
      value={card.assignees}
      readOnly={!mayWrite}
      searchable
      comboboxProps={{ withinPortal: !isInPopover }}
      onChange={(next) =>
        act((doc) => {
          const changed = [
            ...next.filter((id) => !card.assignees.includes(id)),
            ...card.assignees.filter((id) => !next.includes(id)),
          ]
          for (const id of changed) setOnCard(doc, card.id, 'assignees', id, next.includes(id))
        })
      }
    />
  )
}
