import { ActionIcon, Textarea } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Room } from '../../../shared/rooms.ts'
import styles from './chat.module.css'

/** Enter sends, Shift+Enter breaks the line. */
export function Composer({ room, onSend }: { room: Room; onSend: (text: string) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const send = () => {
    const trimmed = text.trim()
    if (trimmed === '') return
    onSend(trimmed)
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  const label = t('chat.messageTo', { room: room.name })
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Textarea
        className={styles.field ?? ''}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={8000}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ActionIcon type="submit" size={38} disabled={text.trim() === ''} aria-label={t('chat.send')}>
        <IconSend2 size={18} aria-hidden />
      </ActionIcon>
    </form>
  )
}
