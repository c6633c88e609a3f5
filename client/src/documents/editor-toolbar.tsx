import { ActionIcon, NativeSelect, SegmentedControl } from '@mantine/core'
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
  IconListCheck,
  IconListNumbers,
  IconPhoto,
  IconSourceCode,
  IconStrikethrough,
  type TablerIcon,
} from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { Fragment, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { CODE_LANGUAGES } from '../../../shared/document-text/extensions.ts'
import { TOOLS_ID } from './editor/document-keys.ts'
import { isSuggesting, setSuggesting } from './editor/suggest-mode.ts'
import { TableMenu } from './editor/table-menu.tsx'
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
  | 'taskList'
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
      name: 'taskList',
      Icon: IconListCheck,
      run: (editor) => editor.chain().focus().toggleTaskList().run(),
      isOn: (editor) => editor.isActive('taskList'),
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
export function EditorToolbar({ editor, pickImage }: { editor: Editor; pickImage: () => void }) {
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
      <div
        id={TOOLS_ID}
        role="toolbar"
        aria-label={t('editor.toolbar')}
        className={styles.toolbar}
        onKeyDown={moveFocus}
      >
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
        <TableMenu editor={editor} className={styles.tool ?? ''} />
        <ActionIcon
          className={styles.tool}
          variant="subtle"
          color="gray"
          c="inherit"
          size={32}
          tabIndex={-1}
          aria-label={t('editor.image')}
          title={t('editor.image')}
          onMouseDown={(event) => event.preventDefault()}
          onClick={pickImage}
        >
          <IconPhoto size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
        <CodeLanguage editor={editor} />
      </div>
      <ModeSwitch editor={editor} />
    </div>
  )
}

/** Of the code block with the cursor. */
function CodeLanguage({ editor }: { editor: Editor }) {
  const { t } = useTranslation()
  const language = useEditorState({
    editor,
    selector: ({ editor: current }) =>
      current.isActive('codeBlock') ? String(current.getAttributes('codeBlock')['language'] ?? '') : null,
  })
  if (language === null) return null
  const known: readonly string[] = CODE_LANGUAGES
  return (
    <NativeSelect
      size="xs"
      className={styles.language}
      aria-label={t('editor.language')}
      value={language}
      onChange={(event) => {
        const { value } = event.currentTarget
        editor
          .chain()
          .updateAttributes('codeBlock', { language: value === '' ? null : value })
          .run()
      }}
      data={[
        { value: '', label: t('editor.plainCode') },
        ...(language === '' || known.includes(language) ? [] : [language]),
        ...known,
      ]}
    />
  )
}

/** Whether what is written goes into the text, or is suggested. */
function ModeSwitch({ editor }: { editor: Editor }) {
  const { t } = useTranslation()
  const suggesting = useEditorState({ editor, selector: ({ editor: current }) => isSuggesting(current) })
  return (
    <SegmentedControl
      size="xs"
      className={styles.mode}
      aria-label={t('editor.mode')}
      value={suggesting ? 'suggest' : 'edit'}
      onChange={(value) => {
        setSuggesting(editor, value === 'suggest')
        editor.commands.focus()
      }}
      data={[
        { value: 'edit', label: t('editor.editing') },
        { value: 'suggest', label: t('editor.suggesting') },
      ]}
    />
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
