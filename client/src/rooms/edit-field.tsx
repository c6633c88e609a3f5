import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withoutMentionLinks } from '../../../shared/mentions.ts'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import { useSubmit } from '../lib/use-submit.ts'
import { ChatField } from './chat-field.tsx'
import { withMentions } from './mention-names.ts'
import styles from './message.module.css'
import { useRoom } from './room-context.tsx'
import { useMessageActions } from './use-message-actions.ts'

/** A message in a field. Enter saves, Escape leaves it as it was. */
export function EditField({ message, onDone }: { message: RoomMessage; onDone: () => void }) {
  const { t } = useTranslation()
  const { members } = useRoom()
  const { edit } = useMessageActions(message)
  const [text, setText] = useState(() => withoutMentionLinks(message.text))
  const { busy, error, run } = useSubmit()
  const isEmpty = text.trim() === '' && message.files.length === 0
  const save = (markdown: string) => {
    if (!isEmpty) {
      void run(async () => {
        await edit(markdown)
        onDone()
      })
    }
  }
  return (
    <div className={styles.edit}>
      <ChatField
        label={t('chat.editLabel')}
        value={text}
        onChange={setText}
        onSend={save}
        onEscape={onDone}
        autoFocus
      />
      {error !== undefined && (
        <span className={styles.failed} role="alert">
          {error}
        </span>
      )}
      <Group gap={8}>
        <Button
          size="compact-xs"
          loading={busy}
          disabled={isEmpty}
          onClick={() => save(withMentions(text.trim(), members, new Map()))}
        >
          {t('common.save')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </Group>
    </div>
  )
}
