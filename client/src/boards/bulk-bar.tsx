import { Button, CloseButton, Menu, TextInput } from '@mantine/core'
import { IconArchive, IconArrowRight, IconCalendarEvent, IconTag, IconUser } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../shared/board.ts'
import { setOnCard, updateCard } from '../../../shared/board/change-card.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './bulk-bar.module.css'
import { useAll } from './keyed-store.ts'

/** What can be done with all cards that are selected, each as one step of undo. */
export function BulkBar() {
  const { t } = useTranslation()
  const { selection, columns, lanes, labels, members, card, act, move, archive, announce } = useBoardContext()
  const cards = [...useAll(selection).keys()].flatMap((id) => card(id) ?? [])
  if (cards.length === 0) return null
  const ids = cards.map(({ id }) => id)
  const clear = () => selection.replace(new Map())
  const done = (text: string) => announce(t('board.bulkDone', { count: ids.length, what: text }))
  const toggle = (field: 'labels' | 'assignees', id: string) => {
    const on = !cards.every((one) => one[field].includes(id))
    act((doc) => {
      for (const cardId of ids) setOnCard(doc, cardId, field, id, on)
    })
    done(t(field === 'labels' ? 'board.labels' : 'board.assignees'))
  }
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('board.bulk')}>
      <strong className={styles.count}>{t('board.selected', { count: cards.length })}</strong>
      <BulkMenu label={t('board.moveTo')} icon={<IconArrowRight size={16} aria-hidden />}>
        {columns.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => move(inOrder(cards), { columnId: id, beforeCardId: null })}>
            {name}
          </Menu.Item>
        ))}
        {lanes.length > 0 && <Menu.Label>{t('board.lane')}</Menu.Label>}
        {lanes.map(({ id, name }) => (
          <Menu.Item
            key={id}
            onClick={() =>
              act((doc) => {
                for (const cardId of ids) updateCard(doc, cardId, { laneId: id })
              })
            }
          >
            {name}
          </Menu.Item>
        ))}
      </BulkMenu>
      {labels.size > 0 && (
        <BulkMenu label={t('board.labels')} icon={<IconTag size={16} aria-hidden />}>
          {[...labels.values()].map(({ id, name }) => (
            <Menu.Item key={id} closeMenuOnClick={false} onClick={() => toggle('labels', id)}>
              {cards.every((one) => one.labels.includes(id))
                ? t('board.takeOff', { name })
                : t('board.putOn', { name })}
            </Menu.Item>
          ))}
        </BulkMenu>
      )}
      <BulkMenu label={t('board.assign')} icon={<IconUser size={16} aria-hidden />}>
        {[...members.values()].slice(0, 200).map(({ id, name }) => (
          <Menu.Item key={id} closeMenuOnClick={false} onClick={() => toggle('assignees', id)}>
            {cards.every((one) => one.assignees.includes(id))
              ? t('board.takeOff', { name })
              : t('board.putOn', { name })}
          </Menu.Item>
        ))}
      </BulkMenu>
      <TextInput
        type="date"
        size="xs"
        leftSection={<IconCalendarEvent size={16} aria-hidden />}
        aria-label={t('board.dueDate')}
        onChange={(event) => {
          const dueOn = event.currentTarget.value || null
          act((doc) => {
            for (const cardId of ids) updateCard(doc, cardId, { dueOn })
          })
        }}
      />
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArchive size={16} aria-hidden />}
        onClick={() => {
          archive(ids)
          clear()
        }}
      >
        {t('board.archiveCard')}
      </Button>
      <CloseButton aria-label={t('board.clearSelection')} onClick={clear} />
    </div>
  )
}

function BulkMenu({ label, icon, children }: { label: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={icon}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.list}>{children}</Menu.Dropdown>
    </Menu>
  )
}

/** As they lie on the board, whatever order they were selected in. */
function inOrder(cards: readonly Card[]): string[] {
  return cards.toSorted((a, b) => (a.order < b.order ? -1 : 1)).map(({ id }) => id)
}
