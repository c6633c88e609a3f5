import { type Editor, useEditorState } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import styles from './outline-panel.module.css'

interface Heading {
  pos: number
  level: number
  text: string
}

/** The headings of the text; a press goes there. */
export function OutlinePanel({ editor, onGo }: { editor: Editor; onGo: () => void }) {
  const { t } = useTranslation()
  const headings = useEditorState({
    editor,
    selector: ({ editor: current }) => headingsOf(current),
    equalityFn: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  })
  if (headings === null || headings.length === 0) return <p className={styles.none}>{t('outline.none')}</p>
  const top = Math.min(...headings.map(({ level }) => level))
  const go = (pos: number) => {
    onGo()
    const dom = editor.view.nodeDOM(pos)
    if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'start' })
    editor.commands.setTextSelection(pos + 1)
    editor.view.focus()
  }
  return (
    <nav aria-label={t('outline.title')}>
      <ul className={styles.list}>
        {headings.map(({ pos, level, text }) => (
          <li key={pos}>
            <button
              type="button"
              className={styles.heading}
              data-top={level === top}
              style={{ paddingInlineStart: 10 + (level - top) * 14 }}
              onClick={() => go(pos)}
            >
              {text === '' ? t('outline.untitled') : text}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function headingsOf({ state }: Editor): Heading[] {
  const found: Heading[] = []
  state.doc.descendants((node, pos) => {
    if (node.type.name === 'heading') {
      found.push({ pos, level: Number(node.attrs['level']), text: node.textContent.replaceAll('\u200B', '') })
    }
    return !node.isTextblock
  })
  return found
}
