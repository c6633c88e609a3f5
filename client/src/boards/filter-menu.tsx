import { ActionIcon, Button, Group, MultiSelect, Popover, Select, Stack, TextInput } from '@mantine/core'
import { IconFilter, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board, CardFilter, Field } from '../../../shared/board.ts'
import { DUE_FILTERS } from '../../../shared/board-kinds.ts'
import { deleteFilter, saveFilter } from '../../../shared/board/change-board.ts'
import { newId } from '../lib/new-id.ts'
import { useBoardContext } from './board-context.tsx'
import { isEmptyFilter } from './card-filter.ts'
import styles from './filter-menu.module.css'

interface FilterMenuProps {
  board: Board
  filter: CardFilter
  onFilter: (filter: CardFilter) => void
}

/** Labels, people, dates and fields to filter by, and the filters that the team has saved. */
export function FilterMenu({ board, filter, onFilter }: FilterMenuProps) {
  const { t } = useTranslation()
  const { members, fields } = useBoardContext()
  const parts =
    (filter.labels?.length ?? 0) +
    (filter.assignees?.length ?? 0) +
    (filter.due === undefined ? 0 : 1) +
    Object.values(filter.fields ?? {}).filter((values) => values.length > 0).length
  return (
    <Popover position="bottom-start" width={320} shadow="md" trapFocus>
      <Popover.Target>
        <Button
          className={styles.button}
          variant={parts > 0 ? 'light' : 'default'}
          size="xs"
          leftSection={<IconFilter size={15} aria-hidden />}
        >
          {parts > 0 ? t('board.filtersOn', { count: parts }) : t('board.filters')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <MultiSelect
            label={t('board.labels')}
            comboboxProps={{ withinPortal: false }}
            searchable
            // It has the focus when the menu opens, and must not hide the rest of it.
            openOnFocus={false}
            data={[
              ...board.labels.map(({ id, name }) => ({ value: id, label: name })),
              { value: '', label: t('board.noLabel') },
            ]}
            value={filter.labels ?? []}
            onChange={(labels) => onFilter({ ...filter, labels })}
          />
          <MultiSelect
            label={t('board.assignees')}
            comboboxProps={{ withinPortal: false }}
            searchable
            data={[
              ...[...members.values()].map(({ id, name }) => ({ value: id, label: name })),
              { value: '', label: t('board.nobody') },
            ]}
            value={filter.assignees ?? []}
            onChange={(assignees) => onFilter({ ...filter, assignees })}
          />
          <Select
            label={t('board.dueDate')}
            comboboxProps={{ withinPortal: false }}
            clearable
            data={DUE_FILTERS.map((value) => ({ value, label: t(`board.dueFilter.${value}`) }))}
            value={filter.due ?? null}
            onChange={(value) => {
              const due = DUE_FILTERS.find((one) => one === value)
              const { due: _before, ...rest } = filter
              onFilter(due === undefined ? rest : { ...rest, due })
            }}
          />
          {fields.map((field) => (
            <FieldFilter key={field.id} board={board} field={field} filter={filter} onFilter={onFilter} />
          ))}
          <Button variant="default" size="xs" disabled={isEmptyFilter(filter)} onClick={() => onFilter({})}>
            {t('board.clearFilter')}
          </Button>
          <SavedFilters board={board} filter={filter} onFilter={onFilter} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function FieldFilter({ board, field, filter, onFilter }: FilterMenuProps & { field: Field }) {
  const { t } = useTranslation()
  const used = board.columns.flatMap(({ cards }) => cards.flatMap((card) => card.fields[field.id] ?? []))
  const values = [...new Set([...field.options, ...used.map(String)])].filter((value) => value !== '').slice(0, 200)
  const label = (value: string) =>
    field.kind === 'checkbox' ? t(value === 'true' ? 'board.checked' : 'board.unchecked') : value
  return (
    <MultiSelect
      label={field.name}
      comboboxProps={{ withinPortal: false }}
      searchable
      data={[...values.map((value) => ({ value, label: label(value) })), { value: '', label: t('board.noValue') }]}
      value={filter.fields?.[field.id] ?? []}
      onChange={(wanted) => onFilter({ ...filter, fields: { ...filter.fields, [field.id]: wanted } })}
    />
  )
}

function SavedFilters({ board, filter, onFilter }: FilterMenuProps) {
  const { t } = useTranslation()
  const { act, mayWrite } = useBoardContext()
  const [name, setName] = useState('')
  const save = () => {
    act((doc) => saveFilter(doc, { id: newId(), name: name.trim(), filter }))
    setName('')
  }
  return (
    <div>
      {board.filters.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('board.savedFilters')}</h3>
          <ul className={styles.saved}>
            {board.filters.map((saved) => (
              <li key={saved.id}>
                <Button
                  variant="subtle"
                  color="gray"
                  c="inherit"
                  size="compact-sm"
                  justify="flex-start"
                  flex={1}
                  onClick={() => onFilter(saved.filter)}
                >
                  {saved.name}
                </Button>
                {mayWrite && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    c="inherit"
                    size={26}
                    aria-label={t('board.deleteFilter', { name: saved.name })}
                    onClick={() => act((doc) => deleteFilter(doc, saved.id))}
                  >
                    <IconTrash size={15} aria-hidden />
                  </ActionIcon>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {mayWrite && !isEmptyFilter(filter) && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') save()
          }}
        >
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              flex={1}
              size="xs"
              label={t('board.filterName')}
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" size="xs" disabled={name.trim() === ''}>
              {t('board.saveFilter')}
            </Button>
          </Group>
        </form>
      )}
    </div>
  )
}
