import { ActionIcon } from '@mantine/core'
import {
  IconBold,
  IconCode,
  IconItalic,
  IconMessagePlus,
  IconStrikethrough,
  type TablerIcon,
} from '@tabler/icons-react'
import { TextSelection } from '@tiptap/pm/state'
import { type Editor, useEditorState } from '@tiptap/react'
import { BubbleMenu } from '@tiptap/react/menus'
import { useTranslation } from 'react-i18next'
import { LinkTool } from '../link-tool.tsx'
import styles from './selection-toolbar.module.css'

const MARKS: readonly ['bold' | 'italic' | 'strike' | 'code', TablerIcon, (editor: Editor) => void][] = [
  ['bold', IconBold, (editor) => editor.chain().focus().toggleBold().run()],
  ['italic', IconItalic, (editor) => editor.chain().focus().toggleItalic().run()],
  ['strike', IconStrikethrough, (editor) => editor.chain().focus().toggleStrike().run()],
  ['code', IconCode, (editor) => editor.chain().focus().toggleCode().run()],
]

interface SelectionToolbarProps {
  editor: Editor
  mayWrite: boolean
  onComment: () => void
}

/** At the selected words: their marks, a link, a comment. Who only reads comments, too. */
export function SelectionToolbar({ editor, mayWrite, onComment }: SelectionToolbarProps) {
  const { t } = useTranslation()
  const on = useEditorState({
    editor,
    selector: ({ editor: current }) => MARKS.filter(([name]) => current.isActive(name)).map(([name]) => name),
  })
  return (
    <BubbleMenu
      editor={editor}
      pluginKey="selection-toolbar"
      options={{ placement: 'top', offset: 8, flip: true, shift: { padding: 8 } }}
      // While a comment is written beside it, the selection stands, and its tools are not needed.
      shouldShow={({ state, view, element, from, to }) =>
        (!view.editable || view.hasFocus() || element.contains(document.activeElement)) &&
        state.selection instanceof TextSelection &&
        state.doc.textBetween(from, to).trim() !== '' &&
        !state.selection.$from.parent.type.spec.code
      }
      className={styles.bubble}
      role="toolbar"
      aria-label={t('editor.selectionToolbar')}
    >
      {mayWrite &&
        MARKS.map(([name, Icon, run]) => (
          <ActionIcon
            key={name}
            className={styles.tool}
            variant="subtle"
            color="gray"
            c="inherit"
            size={30}
            aria-label={t(`editor.${name}`)}
            aria-pressed={on.includes(name)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => run(editor)}
          >
            <Icon size={17} stroke={1.7} aria-hidden />
          </ActionIcon>
        ))}
      {mayWrite && <LinkTool editor={editor} className={styles.tool ?? ''} isInMenu />}
      <ActionIcon
        className={styles.tool}
        variant="subtle"
        color="gray"
        c="inherit"
        size={30}
        aria-label={t('review.comment')}
        title={t('review.comment')}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onComment}
      >
        <IconMessagePlus size={17} stroke={1.7} aria-hidden />
      </ActionIcon>
    </BubbleMenu>
  )
}
