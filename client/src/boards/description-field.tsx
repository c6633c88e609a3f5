import { ActionIcon, Button, Textarea } from '@mantine/core'
import { IconBold, IconCheckbox, IconCode, IconItalic, IconLink, IconList, IconPencil } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../shared/board.ts'
import { writeDescription } from '../../../shared/board/change-card.ts'
import { useDraft } from '../lib/use-draft.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './card-drawer.module.css'
import { Markdown, tickTask } from './markdown.tsx'
import { MARKS, type Mark, withMark } from './markdown-marks.ts'

const ICONS = { bold: IconBold, italic: IconItalic, code: IconCode, link: IconLink, list: IconList, task: IconCheckbox }

/** Read as formatted text, written as Markdown; two people who write in it at once both keep what they write. */
export function DescriptionField({ card }: { card: Card }) {
  const { t } = useTranslation()
  const { act, mayWrite } = useBoardContext()
  const [editing, setEditing] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const write = (value: string) => act((doc) => writeDescription(doc, card.id, value))
  const draft = useDraft(card.description, write)
  const mark = (name: Mark) => {
    const { current } = field
    if (current === null) return
    const next = withMark(name, current.value, current.selectionStart, current.selectionEnd)
    draft.change(next.text)
    requestAnimationFrame(() => {
      current.focus()
      current.setSelectionRange(next.start, next.end)
    })
  }
  const done = () => {
    draft.commit()
    setEditing(false)
  }
  return (
    <section className={styles.section} aria-label={t('board.description')}>
      <div className={styles.sectionHead}>
        <h3 className={styles.heading}>{t('board.description')}</h3>
        {mayWrite && !editing && (
          <Button
            variant="subtle"
            color="gray"
            c="inherit"
            size="compact-xs"
            leftSection={<IconPencil size={14} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            {t('board.edit')}
          </Button>
        )}
      </div>
      {editing ? (
        <>
          <div className={styles.marks} role="toolbar" aria-label={t('board.formatting')}>
            {MARKS.map((name) => {
              const Icon = ICONS[name]
              return (
                <ActionIcon
                  key={name}
                  variant="subtle"
                  color="gray"
                  c="inherit"
                  size={28}
                  aria-label={t(`board.marks.${name}`)}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => mark(name)}
                >
                  <Icon size={16} aria-hidden />
                </ActionIcon>
              )
            })}
          </div>
          <Textarea
            ref={field}
            autosize
            autoFocus
            minRows={5}
            maxRows={22}
            maxLength={50_000}
            aria-label={t('board.description')}
            placeholder={t('board.descriptionHint')}
            value={draft.value}
            onChange={(event) => draft.change(event.currentTarget.value)}
            onBlur={draft.commit}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return
              // Escape closes the editor, not the whole card.
              event.stopPropagation()
              event.preventDefault()
              done()
            }}
          />
          <Button size="xs" mt={6} onClick={done}>
            {t('board.doneEditing')}
          </Button>
        </>
      ) : card.description === '' ? (
        mayWrite && (
          <button type="button" className={styles.placeholder} onClick={() => setEditing(true)}>
            {t('board.descriptionHint')}
          </button>
        )
      ) : (
        <Markdown
          text={card.description}
          onTick={mayWrite ? (at) => write(tickTask(card.description, at)) : undefined}
        />
      )}
    </section>
  )
}
