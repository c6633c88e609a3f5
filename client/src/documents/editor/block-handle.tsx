import { ActionIcon, Menu } from '@mantine/core'
import { DragHandlePlugin, normalizeNestedOptions } from '@tiptap/extension-drag-handle'
import { IconArrowDown, IconArrowUp, IconCopy, IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react'
import type { Editor } from '@tiptap/react'
import { PluginKey } from '@tiptap/pm/state'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './block-handle.module.css'
import { deleteBlock, duplicateBlock, moveBlock } from './move-block.ts'

const key = new PluginKey('block-handle')

/** Beside the block under the pointer: adds one below, drags it, or opens what else can be done with it. */
export function BlockHandle({ editor }: { editor: Editor }) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const at = useRef(-1)
  const [opened, setOpened] = useState(false)

  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const handle = DragHandlePlugin({
      editor,
      element,
      pluginKey: key,
      nestedOptions: normalizeNestedOptions(false),
      onNodeChange: ({ pos }) => {
        at.current = pos
        setOpened(false)
      },
    })
    editor.registerPlugin(handle.plugin)
    return () => {
      editor.unregisterPlugin(key)
      handle.unbind()
    }
  }, [editor])

  const addBelow = () => {
    const node = editor.state.doc.nodeAt(at.current)
    if (node === null) return
    const end = at.current + node.nodeSize
    editor
      .chain()
      .insertContentAt(end, { type: 'paragraph' })
      .setTextSelection(end + 1)
      .focus()
      .insertContent('/')
      .run()
  }
  const act = (work: (place: number) => void) => () => {
    if (at.current >= 0) work(at.current)
    editor.commands.focus()
  }
  return (
    <div className={styles.anchor}>
      {/* Its place is not known before there is a block under the pointer. */}
      <div ref={frame} className={styles.handle} style={{ visibility: 'hidden' }}>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          size={22}
          aria-label={t('editor.addBelow')}
          onClick={addBelow}
        >
          <IconPlus size={15} aria-hidden />
        </ActionIcon>
        <Menu opened={opened} onChange={setOpened} position="bottom-start">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="dimmed"
              size={22}
              className={styles.grip}
              aria-label={t('editor.blockMenu')}
              title={t('editor.blockMenuHint')}
            >
              <IconGripVertical size={15} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconArrowUp size={15} aria-hidden />}
              onClick={act((at) => moveBlock(editor, -1, at))}
            >
              {t('editor.moveUp')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={15} aria-hidden />}
              onClick={act((at) => moveBlock(editor, 1, at))}
            >
              {t('editor.moveDown')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconCopy size={15} aria-hidden />}
              onClick={act((at) => duplicateBlock(editor, at))}
            >
              {t('editor.duplicate')}
            </Menu.Item>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={act((at) => deleteBlock(editor, at))}
            >
              {t('editor.deleteBlock')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  )
}
