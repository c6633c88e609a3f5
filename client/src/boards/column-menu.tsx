import { Button, Group, Menu, Modal, NumberInput, Select, Stack, Text } from '@mantine/core'
import { IconArchive, IconArrowLeft, IconArrowRight, IconGauge, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DotsMenu } from '../components/dots-menu.tsx'
import type { ColumnWithCards } from '../../../shared/board.ts'
import { deleteColumn, moveColumn, updateColumn } from '../../../shared/board/change-board.ts'
import { useBoardContext } from './board-context.tsx'

interface ColumnMenuProps {
  column: ColumnWithCards
  onRename: () => void
}

export function ColumnMenu({ column, onRename }: ColumnMenuProps) {
  const { t } = useTranslation()
  const { act, columns } = useBoardContext()
  const total = column.cards.length
  const [asking, setAsking] = useState<'limit' | 'delete' | null>(null)
  const at = columns.findIndex(({ id }) => id === column.id)
  const close = () => setAsking(null)
  const remove = () => {
    if (total > 0) setAsking('delete')
    else act((doc) => deleteColumn(doc, column.id, null))
  }
  return (
    <>
      {/* Focus goes to what the item opens, not back to the button. */}
      <DotsMenu label={t('board.columnMenu', { column: column.name })} returnFocus={false}>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onRename}>
          {t('board.renameColumn')}
        </Menu.Item>
        <Menu.Item leftSection={<IconGauge size={16} aria-hidden />} onClick={() => setAsking('limit')}>
          {t('board.setLimit')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          disabled={at === 0}
          onClick={() => act((doc) => moveColumn(doc, column.id, columns[at - 1]?.id ?? null))}
        >
          {t('board.columnLeft')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowRight size={16} aria-hidden />}
          disabled={at === columns.length - 1}
          onClick={() => act((doc) => moveColumn(doc, column.id, columns[at + 2]?.id ?? null))}
        >
          {t('board.columnRight')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArchive size={16} aria-hidden />}
          onClick={() => act((doc) => updateColumn(doc, column.id, { archivedAt: Date.now() }))}
        >
          {t('board.archiveColumn')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item c="var(--gh-danger-text)" leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>
          {t('board.deleteColumn')}
        </Menu.Item>
      </DotsMenu>
      {asking === 'limit' && <LimitModal column={column} onClose={close} />}
      {asking === 'delete' && <DeleteModal column={column} total={total} onClose={close} />}
    </>
  )
}

function LimitModal({ column, onClose }: { column: ColumnWithCards; onClose: () => void }) {
  const { t } = useTranslation()
  const { act } = useBoardContext()
  const [limit, setLimit] = useState<number | string>(column.wipLimit ?? '')
  const save = (wipLimit: number | null) => {
    act((doc) => updateColumn(doc, column.id, { wipLimit }))
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="sm"
      title={t('board.limitOf', { column: column.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save(typeof limit === 'number' && limit > 0 ? limit : null)
        }}
      >
        <Stack>
          <NumberInput
            label={t('board.limit')}
            description={t('board.limitText')}
            data-autofocus
            min={1}
            max={999}
            allowDecimal={false}
            value={limit}
            onChange={setLimit}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => save(null)}>
              {t('board.noLimit')}
            </Button>
            <Button type="submit">{t('common.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

const WITH_CARDS = 'delete'

function DeleteModal({ column, total, onClose }: { column: ColumnWithCards; total: number; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, columns } = useBoardContext()
  const others = columns.filter(({ id }) => id !== column.id)
  const [target, setTarget] = useState(others[0]?.id ?? WITH_CARDS)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('board.deleteColumnTitle', { column: column.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text size="sm">{t('board.deleteColumnText', { count: total })}</Text>
        <Select
          label={t('board.cardsGoTo')}
          data={[
            ...others.map(({ id, name }) => ({ value: id, label: name })),
            { value: WITH_CARDS, label: t('board.deleteWithCards', { count: total }) },
          ]}
          value={target}
          onChange={(value) => setTarget(value ?? WITH_CARDS)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            color="red"
            onClick={() => {
              act((doc) => deleteColumn(doc, column.id, target === WITH_CARDS ? null : target))
              onClose()
            }}
          >
            {t('board.deleteColumn')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
