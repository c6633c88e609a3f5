import { UnstyledButton } from '@mantine/core'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { LabelColor } from '../../../shared/board-kinds.ts'
import { deleteColumn } from '../../../shared/board/change-board.ts'
import { applyTemplate, type BoardTemplate } from '../../../shared/board/templates.ts'
import { newId } from '../lib/new-id.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './template-choice.module.css'

const TEMPLATES = {
  sprint: {
    columns: ['todo', 'doing:4', 'review:3', 'done'],
    lanes: ['features', 'bugs'],
    labels: ['bug:red', 'feature:teal', 'chore:gray'],
  },
  clients: {
    columns: ['lead', 'talking:5', 'offer', 'working:3', 'invoiced', 'paid'],
    lanes: [],
    labels: ['urgent:red', 'retainer:violet', 'oneOff:blue'],
  },
  content: {
    columns: ['ideas', 'drafting:3', 'editing:2', 'scheduled', 'published'],
    lanes: ['blog', 'newsletter', 'social'],
    labels: ['needsImage:orange', 'translate:blue'],
  },
  event: {
    columns: ['todo', 'booked', 'confirmed', 'done'],
    lanes: ['place', 'speakers', 'guests'],
    labels: ['money:orange', 'deadline:red'],
  },
} as const

type TemplateName = keyof typeof TEMPLATES

/** Shown on a board that nobody has put anything on: a beginning for a kind of work, which one undo takes back. */
export function TemplateChoice() {
  const { t } = useTranslation()
  const { act, board } = useBoardContext()
  const choose = (name: TemplateName) =>
    act((doc) => {
      for (const { id } of board().columns) deleteColumn(doc, id, null)
      applyTemplate(doc, templateOf(name), newId)
    })
  return (
    <section className={styles.choice} aria-label={t('board.templates.title')}>
      <p className={styles.title}>{t('board.templates.title')}</p>
      <div className={styles.list}>
        {(Object.keys(TEMPLATES) as TemplateName[]).map((name) => (
          <UnstyledButton key={name} className={styles.template} onClick={() => choose(name)}>
            <strong>{t(`board.templates.${name}`)}</strong>
            <small>
              {templateOf(name)
                .columns.map((column) => column.name)
                .join(' · ')}
            </small>
          </UnstyledButton>
        ))}
      </div>
    </section>
  )
}

function templateOf(name: TemplateName): BoardTemplate {
  const template = TEMPLATES[name]
  const word = (key: string) => i18next.t(`board.templates.words.${key}`, { defaultValue: key })
  return {
    columns: template.columns.map((text) => {
      const [key = '', limit] = text.split(':')
      return { name: word(key), ...(limit === undefined ? {} : { wipLimit: Number(limit) }) }
    }),
    lanes: template.lanes.map(word),
    labels: template.labels.map((text) => {
      const [key = '', color] = text.split(':')
      return { name: word(key), color: color as LabelColor }
    }),
  }
}
