import { Button, Popover, TextInput, UnstyledButton } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../shared/board.ts'
import { LABEL_COLORS, type LabelColor } from '../../../shared/board-kinds.ts'
import { addLabel } from '../../../shared/board/change-board.ts'
import { setOnCard } from '../../../shared/board/change-card.ts'
import { newId } from '../lib/new-id.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './card-drawer.module.css'
import chipStyles from './label-chip.module.css'

/** The board's labels as switches, and a way to make one more. */
export function LabelsField({ card }: { card: Card }) {
  const { t } = useTranslation()
  const { labels, mayWrite, act } = useBoardContext()
  return (
    <fieldset className={styles.fieldset} disabled={!mayWrite}>
      <legend className={styles.legend}>{t('board.labels')}</legend>
      <div className={styles.labels}>
        {[...labels.values()].map((label) => {
          const isOn = card.labels.includes(label.id)
          return (
            <UnstyledButton
              key={label.id}
              className={`${chipStyles.label} ${styles.labelSwitch}`}
              data-color={label.color}
              aria-pressed={isOn}
              disabled={!mayWrite}
              onClick={() => act((doc) => setOnCard(doc, card.id, 'labels', label.id, !isOn))}
            >
              {isOn && <IconCheck size={12} stroke={2.6} aria-hidden />}
              {label.name}
            </UnstyledButton>
          )
        })}
        {mayWrite && <NewLabel cardId={card.id} />}
      </div>
    </fieldset>
  )
}

function NewLabel({ cardId }: { cardId: string }) {
  const { t } = useTranslation()
  const { act } = useBoardContext()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [color, setColor] = useState<LabelColor>('teal')
  const add = () => {
    const trimmed = name.trim()
    if (trimmed === '') return
    const id = newId()
    act((doc) => {
      addLabel(doc, { id, name: trimmed, color })
      setOnCard(doc, cardId, 'labels', id, true)
    })
    setName('')
    setOpen(false)
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus shadow="md" width={240}>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          c="dimmed"
          size="compact-xs"
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {t('board.newLabel')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.newLabel}
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <TextInput
            size="xs"
            label={t('board.labelName')}
            maxLength={30}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div role="radiogroup" aria-label={t('board.labelColor')} className={styles.colors}>
            {LABEL_COLORS.map((option) => (
              <UnstyledButton
                key={option}
                role="radio"
                aria-checked={option === color}
                aria-label={t(`board.colors.${option}`)}
                className={`${chipStyles.label} ${styles.color}`}
                data-color={option}
                onClick={() => setColor(option)}
              >
                {option === color ? <IconCheck size={13} stroke={2.6} aria-hidden /> : null}
              </UnstyledButton>
            ))}
          </div>
          <Button size="xs" type="submit" disabled={name.trim() === ''}>
            {t('board.addLabel')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
