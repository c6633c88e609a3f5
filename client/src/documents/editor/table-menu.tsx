import { ActionIcon, Menu } from '@mantine/core'
import {
  IconColumnInsertLeft,
  IconColumnInsertRight,
  IconColumnRemove,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconRowRemove,
  IconTable,
  IconTableOff,
  IconTableRow,
  type TablerIcon,
} from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { useTranslation } from 'react-i18next'

type TableTool =
  | 'addRowBefore'
  | 'addRowAfter'
  | 'addColumnBefore'
  | 'addColumnAfter'
  | 'deleteRow'
  | 'deleteColumn'
  | 'toggleHeaderRow'
  | 'deleteTable'

const TOOLS: readonly [TableTool, TablerIcon][] = [
  ['addRowBefore', IconRowInsertTop],
  ['addRowAfter', IconRowInsertBottom],
  ['addColumnBefore', IconColumnInsertLeft],
  ['addColumnAfter', IconColumnInsertRight],
  ['toggleHeaderRow', IconTableRow],
  ['deleteRow', IconRowRemove],
  ['deleteColumn', IconColumnRemove],
  ['deleteTable', IconTableOff],
]

/** Puts in a table; inside one, its rows and columns. */
export function TableMenu({ editor, className }: { editor: Editor; className: string }) {
  const { t } = useTranslation()
  const isInside = useEditorState({ editor, selector: ({ editor: current }) => current.isActive('table') })
  const button = {
    className,
    variant: 'subtle',
    color: 'gray',
    c: 'inherit',
    size: 32,
    tabIndex: -1,
    'aria-label': t('editor.table'),
    title: t('editor.table'),
  }
  if (!isInside) {
    return (
      <ActionIcon
        {...button}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}
      >
        <IconTable size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
    )
  }
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <ActionIcon {...button} aria-pressed>
          <IconTable size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {TOOLS.map(([name, Icon]) => (
          <Menu.Item
            key={name}
            leftSection={<Icon size={16} aria-hidden />}
            {...(name === 'deleteTable' ? { color: 'red' } : {})}
            onClick={() => editor.chain().focus()[name]().run()}
          >
            {t(`editor.tableTools.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
