import { ActionIcon } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconCode,
  IconH1,
  IconH2,
  IconH3,
  IconItalic,
  IconList,
  IconListNumbers,
  IconSourceCode,
  IconStrikethrough,
  type TablerIcon,
} from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { Fragment, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './editor-toolbar.module.css'
import { LinkTool } from './link-tool.tsx'

type ToolName =
  | 'undo'
  | 'redo'
  | 'heading1'
  | 'heading2'
  | 'heading3'
  | 'bold'
  | 'italic'
  | 'strike'
  | 'code'
  | 'bulletList'
  | 'orderedList'
  | 'blockquote'
  | 'codeBlock'

interface Tool {
  name: ToolName
  Icon: TablerIcon
  run: (editor: Editor) => void
  /** Absent: it does something once, it is not switched on. */
  isOn?: (editor: Editor) => boolean
  isPossible?: (editor: Editor) => boolean
}

const GROUPS: Tool[][] = [
  [
    {
      name: 'undo',
      Icon: IconArrowBackUp,
      run: (editor) => editor.chain().focus().undo().run(),
      isPossible: (editor) => editor.can().undo(),
    },
    {
      name: 'redo',
      Icon: IconArrowForwardUp,
      run: (editor) => editor.chain().focus().redo().run(),
      isPossible: (editor) => editor.can().redo(),
    },
  ],
  [heading(1, IconH1), heading(2, IconH2), heading(3, IconH3)],
  [
    {
      name: 'bold',
      Icon: IconBold,
      run: (editor) => editor.chain().focus().toggleBold().run(),
      isOn: (editor) => editor.isActive('bold'),
    },
    {
      name: 'italic',
      Icon: IconItalic,
      run: (editor) => editor.chain().focus().toggleItalic().run(),
      isOn: (editor) => editor.isActive('italic'),
    },
    {
      name: 'strike',
      Icon: IconStrikethrough,
      run: (editor) => editor.chain().focus().toggleStrike().run(),
      isOn: (editor) => editor.isActive('strike'),
    },
    {
      name: 'code',
      Icon: IconCode,
      run: (editor) => editor.chain().focus().toggleCode().run(),
      isOn: (editor) => editor.isActive('code'),
    },
  ],
  [
    {
      name: 'bulletList',
      Icon: IconList,
      run: (editor) => editor.chain().focus().toggleBulletList().run(),
      isOn: (editor) => editor.isActive('bulletList'),
    },
    {
      name: 'orderedList',
      Icon: IconListNumbers,
      run: (editor) => editor.chain().focus().toggleOrderedList().run(),
      isOn: (editor) => editor.isActive('orderedList'),
    },
    {
      name: 'blockquote',
      Icon: IconBlockquote,
      run: (editor) => editor.chain().focus().toggleBlockquote().run(),
      isOn: (editor) => editor.isActive('blockquote'),
    },
    {
      name: 'codeBlock',
      Icon: IconSourceCode,
      run: (editor) => editor.chain().focus().toggleCodeBlock().run(),
      isOn: (editor) => editor.isActive('codeBlock'),
    },
  ],
]

const TOOLS = GROUPS.flat()

/** Arrow keys go from tool to tool; Tab goes past all of them but the first. */
export function EditorToolbar({ editor }: { editor: Editor }) {
  const { t } = useTranslation()
  const states = useEditorState({
    editor,
    selector: ({ editor: current }) =>
      Object.fromEntries(
        TOOLS.map(({ name, isOn, isPossible }) => [
          name,
          { on: isOn?.(current) ?? false, possible: isPossible?.(current) ?? true },
        ]),
      ),
  })
  return (
    <div className={styles.frame}>
      <div role="toolbar" aria-label={t('editor.toolbar')} className={styles.toolbar} onKeyDown={moveFocus}>
        {GROUPS.map((tools, group) => (
          <Fragment key={tools[0]?.name}>
            {group > 0 && <span className={styles.divider} />}
            {tools.map(({ name, Icon, run, isOn }, index) => (
              <ActionIcon
                key={name}
                className={styles.tool}
                variant="subtle"
                color="gray"
                c="inherit"
                size={32}
                tabIndex={group === 0 && index === 0 ? 0 : -1}
                aria-label={t(`editor.${name}`)}
                title={t(`editor.${name}`)}
                aria-pressed={isOn === undefined ? undefined : states[name]?.on === true}
                aria-disabled={states[name]?.possible === false}
                // The selection stays in the text while a tool is pressed.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => run(editor)}
              >
                <Icon size={18} stroke={1.7} aria-hidden />
              </ActionIcon>
            ))}
          </Fragment>
        ))}
        <LinkTool editor={editor} className={styles.tool ?? ''} />
      </div>
    </div>
  )
}

function heading(level: 1 | 2 | 3, Icon: TablerIcon): Tool {
  return {
    name: `heading${level}`,
    Icon,
    run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
    isOn: (editor) => editor.isActive('heading', { level }),
  }
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0 || !(event.target instanceof HTMLButtonElement)) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(event.target)
  if (at === -1) return
  event.preventDefault()
  const mirrored = document.dir === 'rtl' ? -step : step
  buttons.at((at + mirrored + buttons.length) % buttons.length)?.focus()
}
