import { Button } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_UNREAD } from '../../../shared/rooms.ts'
import styles from './chat.module.css'
import { useRoom } from './room-context.tsx'

/** With fewer than this, the first of them is in sight or nearly so. */
const FEW = 10

/** The way to where one stopped reading. */
export function UnreadBar({ onGo }: { onGo: (messageId: string) => void }) {
  const { t } = useTranslation()
  const { room } = useRoom()
  const [before, setBefore] = useState(room.mine.unread >= FEW ? room.mine : null)
  if (before === null || before.firstUnreadId === null) return null
  const { unread, firstUnreadId } = before
  return (
    <Button
      className={styles.toUnread ?? ''}
      size="xs"
      radius="xl"
      leftSection={<IconArrowUp size={15} aria-hidden />}
      onClick={() => {
        setBefore(null)
        onGo(firstUnreadId)
      }}
    >
      {t('chat.toUnread', { count: unread, shown: unread >= MAX_UNREAD ? `${MAX_UNREAD - 1}+` : String(unread) })}
    </Button>
  )
}
