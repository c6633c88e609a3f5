import { ActionIcon, Button, Group, Popover, TextInput } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { safeHref } from './safe-href.ts'

interface LinkToolProps {
  editor: Editor
  className: string
  /** Inside a menu that closes when the focus goes elsewhere. */
  isInMenu?: boolean
}

/** Sets, changes or takes off the link of the selected text. */
export function LinkTool({ editor, className, isInMenu = false }: LinkToolProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [address, setAddress] = useState('')
  const href = useEditorState({ editor, selector: ({ editor: current }) => linkAt(current) })
  const typed = safeHref(address)
  const show = () => {
    setAddress(href ?? '')
    setOpen(true)
  }
  const set = () => {
    if (typed === undefined) return
    const chain = editor.chain().focus().extendMarkRange('link')
    if (editor.state.selection.empty && href === undefined) {
      chain.insertContent({ type: 'text', text: typed, marks: [{ type: 'link', attrs: { href: typed } }] }).run()
    } else chain.setLink({ href: typed }).run()
    setOpen(false)
  }
  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    setOpen(false)
  }
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      trapFocus
      withinPortal={!isInMenu}
      position="bottom"
      shadow="md"
      width={300}
    >
      <Popover.Target>
        <ActionIcon
          className={className}
          variant="subtle"
          color="gray"
          c="inherit"
          size={32}
          tabIndex={-1}
          aria-label={t('editor.link')}
          title={t('editor.link')}
          aria-pressed={href !== undefined}
          onMouseDown={(event) => event.preventDefault()}
          onClick={show}
        >
          <IconLink size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            set()
          }}
        >
          <TextInput
            label={t('editor.linkAddress')}
            placeholder="https://"
            data-autofocus
            value={address}
            error={address.trim() !== '' && typed === undefined ? t('editor.linkBad') : undefined}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <Group justify="flex-end" mt="sm" gap="xs">
            {href !== undefined && (
              <Button size="xs" variant="default" onClick={remove}>
                {t('editor.unlink')}
              </Button>
            )}
            <Button size="xs" type="submit" disabled={typed === undefined}>
              {t('editor.setLink')}
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

function linkAt(editor: Editor): string | undefined {
  const href: unknown = editor.getAttributes('link')['href']
  return typeof href === 'string' ? href : undefined
}
