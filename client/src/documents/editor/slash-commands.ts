import {
  IconBlockquote,
  IconH1,
  IconH2,
  IconH3,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconMinus,
  IconPhoto,
  IconSourceCode,
  IconTable,
  IconTypography,
  type TablerIcon,
} from '@tabler/icons-react'
import { type Editor, Extension, type Range } from '@tiptap/core'
import { PluginKey } from '@tiptap/pm/state'
import { Suggestion } from '@tiptap/suggestion'
import i18next from 'i18next'
import { pickImages } from './image-upload.ts'
import { isSuggesting } from './suggest-mode.ts'
import { popupRenderer, type PopupStore } from './popup-store.ts'

export interface SlashCommand {
  name:
    | 'paragraph'
    | 'heading1'
    | 'heading2'
    | 'heading3'
    | 'bulletList'
    | 'orderedList'
    | 'taskList'
    | 'blockquote'
    | 'codeBlock'
    | 'table'
    | 'image'
    | 'divider'
  /** As Markdown has it, to learn on the way. */
  hint?: string
  Icon: TablerIcon
  run: (editor: Editor, range: Range) => void
}

type Blocks = 'toggleBulletList' | 'toggleOrderedList' | 'toggleTaskList' | 'toggleBlockquote' | 'toggleCodeBlock'
const block = (command: Blocks) => (editor: Editor, range: Range) =>
  void editor.chain().focus().deleteRange(range)[command]().run()
const heading = (level: 1 | 2 | 3) => (editor: Editor, range: Range) =>
  void editor.chain().focus().deleteRange(range).setHeading({ level }).run()

function commands(documentId: string): SlashCommand[] {
  return [
    {
      name: 'paragraph',
      Icon: IconTypography,
      run: (editor, range) => void editor.chain().focus().deleteRange(range).setParagraph().run(),
    },
    { name: 'heading1', hint: '#', Icon: IconH1, run: heading(1) },
    { name: 'heading2', hint: '##', Icon: IconH2, run: heading(2) },
    { name: 'heading3', hint: '###', Icon: IconH3, run: heading(3) },
    { name: 'bulletList', hint: '-', Icon: IconList, run: block('toggleBulletList') },
    { name: 'orderedList', hint: '1.', Icon: IconListNumbers, run: block('toggleOrderedList') },
    { name: 'taskList', hint: '[ ]', Icon: IconListCheck, run: block('toggleTaskList') },
    { name: 'blockquote', hint: '>', Icon: IconBlockquote, run: block('toggleBlockquote') },
    { name: 'codeBlock', hint: '```', Icon: IconSourceCode, run: block('toggleCodeBlock') },
    {
      name: 'table',
      Icon: IconTable,
      run: (editor, range) =>
        void editor.chain().focus().deleteRange(range).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    },
    {
      name: 'image',
      Icon: IconPhoto,
      run: (editor, range) => {
        editor.chain().focus().deleteRange(range).run()
        pickImages(editor, documentId)
      },
    },
    {
      name: 'divider',
      hint: '---',
      Icon: IconMinus,
      run: (editor, range) => void editor.chain().focus().deleteRange(range).setHorizontalRule().run(),
    },
  ]
}

export interface SlashMenuOptions {
  store: PopupStore
  documentId: string
}

/** '/' at the start of a line or after a space offers kinds of blocks. */
export const SlashMenu = Extension.create<SlashMenuOptions>({
  name: 'slashMenu',
  addProseMirrorPlugins() {
    const { store, documentId } = this.options
    const all = commands(documentId)
    return [
      Suggestion<SlashCommand, SlashCommand>({
        editor: this.editor,
        pluginKey: new PluginKey('slash-menu'),
        char: '/',
        allow: ({ state, editor }) =>
          editor.isEditable && !isSuggesting(editor) && state.selection.$from.parent.type.name !== 'codeBlock',
        items: ({ query }) => {
          const wanted = query.toLocaleLowerCase()
          return all.filter(({ name }) => `${name} ${i18next.t(`editor.${name}`)}`.toLocaleLowerCase().includes(wanted))
        },
        command: ({ editor, range, props }) => props.run(editor, range),
        render: popupRenderer(
          store,
          { label: i18next.t('editor.blocks'), nothing: i18next.t('editor.noBlock') },
          ({ name, hint, Icon }) => ({ key: name, label: i18next.t(`editor.${name}`), hint, Icon }),
        ),
      }),
    ]
  },
})
