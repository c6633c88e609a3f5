import { ActionIcon, Button, CloseButton, FileButton, Progress } from '@mantine/core'
import { IconCornerUpLeft, IconPaperclip, IconSend2 } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import { roomReadingEndpoints } from '../../../shared/room-reading.ts'
import { api } from '../lib/api.ts'
import { ChatField } from './chat-field.tsx'
import styles from './composer.module.css'
import { withMentions } from './mention-names.ts'
import { plainText } from './plain-text.ts'
import { useRoom } from './room-context.tsx'
import { TypingLine } from './typing-line.tsx'
import type { NewMessage } from './use-posting.ts'
import { useFileDrop } from './use-file-drop.ts'
import { useUploads } from './use-uploads.ts'
import { wordsIn } from './words-in.ts'

const TYPING_EVERY_MS = 3_000
/** What was typed and not sent, by room or thread, while the page is open. */
const drafts = new Map<string, string>()

interface ComposerProps {
  threadId: string | null
  label: string
  replyTo: RoomMessage | null
  onReplyTo: (message: RoomMessage | null) => void
  onSend: (message: NewMessage) => void
  onUp: () => void
  onEscape?: () => void
}

export function Composer({ threadId, label, replyTo, onReplyTo, onSend, onUp, onEscape }: ComposerProps) {
  const { t } = useTranslation()
  const { room, member, members, language } = useRoom()
  const client = useQueryClient()
  const place = threadId ?? room.id
  const [text, setText] = useState(drafts.get(place) ?? '')
  const { uploads, add, retry, remove, clear } = useUploads(room.id)
  const toldAt = useRef(0)
  const form = useRef<HTMLFormElement>(null)
  useFileDrop(form, add)
  const files = uploads.flatMap(({ file }) => file ?? [])
  const isReady = (text.trim() !== '' || files.length > 0) && files.length === uploads.length
  const change = (next: string) => {
    drafts.set(place, next)
    setText(next)
    if (next === '' || Date.now() - toldAt.current < TYPING_EVERY_MS) return
    toldAt.current = Date.now()
    // That nobody sees one typing is no fault worth a word.
    void api
      .call(roomReadingEndpoints.typing, { params: { roomId: room.id }, body: { threadId } })
      .catch(() => undefined)
  }
  const send = (markdown: string) => {
    if (!isReady) return
    onSend({ text: markdown, files, replyTo })
    change('')
    toldAt.current = 0
    clear()
    onReplyTo(null)
  }
  return (
    <form
      ref={form}
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault()
        send(withMentions(text.trim(), members, new Map()))
      }}
    >
      <TypingLine threadId={threadId} />
      {replyTo !== null && (
        <div className={styles.quote}>
          <IconCornerUpLeft size={15} aria-hidden />
          <span dir="auto">
            {t('chat.replyTo', { name: replyTo.author.name })}{' '}
            <span className={styles.quoted}>
              {plainText(wordsIn(client, replyTo, { language, memberId: member.id }))}
            </span>
          </span>
          <CloseButton size="sm" aria-label={t('chat.noReply')} onClick={() => onReplyTo(null)} />
        </div>
      )}
      {uploads.length > 0 && (
        <ul className={styles.uploads}>
          {uploads.map((upload) => (
            <li key={upload.key} data-failed={upload.error !== undefined}>
              <span dir="auto">{upload.name}</span>
              {upload.error !== undefined && (
                <>
                  <span role="alert">{upload.error}</span>
                  <Button size="compact-xs" variant="default" onClick={() => retry(upload)}>
                    {t('errors.retry')}
                  </Button>
                </>
              )}
              {upload.error === undefined && upload.file === undefined && (
                <Progress size={4} value={upload.part * 100} aria-label={t('chat.uploading', { name: upload.name })} />
              )}
              <CloseButton
                size="sm"
                aria-label={t('chat.removeFile', { name: upload.name })}
                onClick={() => remove(upload)}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.row}>
        <FileButton onChange={add} multiple>
          {(props) => (
            <ActionIcon
              {...props}
              variant="subtle"
              color="gray"
              c="inherit"
              size={38}
              aria-label={t('chat.attach')}
              title={t('chat.attach')}
            >
              <IconPaperclip size={19} aria-hidden />
            </ActionIcon>
          )}
        </FileButton>
        <ChatField
          label={label}
          value={text}
          onChange={change}
          onSend={send}
          onEscape={() => (replyTo === null ? onEscape?.() : onReplyTo(null))}
          onUp={onUp}
          onFiles={add}
        />
        <ActionIcon type="submit" size={38} disabled={!isReady} aria-label={t('chat.send')}>
          <IconSend2 size={18} aria-hidden />
        </ActionIcon>
      </div>
    </form>
  )
}
