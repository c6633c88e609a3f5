import { Menu } from '@mantine/core'
import { IconFileImport, IconFileTypeHtml, IconKeyboard, IconMarkdown, IconPrinter } from '@tabler/icons-react'
import type { Editor } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import { notifyFailed } from '../lib/notify.ts'
import { appendMarkdown, pickMarkdownFile, saveAs } from './document-files.ts'

interface FileMenuItemsProps {
  editor: Editor
  title: string
  onHelp: () => void
}

/** The text as a file: out, as Markdown, HTML or PDF (by the print dialog), and in, from Markdown; and what keys do. */
export function FileMenuItems({ editor, title, onHelp }: FileMenuItemsProps) {
  const { t } = useTranslation()
  const insert = async () => {
    const file = await pickMarkdownFile()
    if (file !== undefined) appendMarkdown(editor, file.text)
  }
  return (
    <>
      <Menu.Item leftSection={<IconMarkdown size={16} aria-hidden />} onClick={() => saveAs(editor, title, 'markdown')}>
        {t('files.markdown')}
      </Menu.Item>
      <Menu.Item leftSection={<IconFileTypeHtml size={16} aria-hidden />} onClick={() => saveAs(editor, title, 'html')}>
        {t('files.html')}
      </Menu.Item>
      <Menu.Item leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>
        {t('files.print')}
      </Menu.Item>
      {editor.isEditable && (
        <Menu.Item
          leftSection={<IconFileImport size={16} aria-hidden />}
          onClick={() => void insert().catch(notifyFailed)}
        >
          {t('files.insert')}
        </Menu.Item>
      )}
      {editor.isEditable && (
        <>
          <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onHelp}>
            {t('board.keys.title')}
          </Menu.Item>
          <Menu.Divider />
        </>
      )}
    </>
  )
}
